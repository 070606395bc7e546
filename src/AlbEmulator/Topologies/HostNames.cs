using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// The addresses of targets. Host names are looked up, and looked up again, so that a container that comes back with
/// another address is found. AWS has no such targets in a target group.
/// </summary>
/// <param name="lookup">DNS.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where names that cannot be looked up are told.</param>
public sealed partial class HostNames(
    Func<string, CancellationToken, Task<IPAddress[]>> lookup, TimeProvider time, ILogger<HostNames> log)
    : BackgroundService
{
    /// <summary>How often names are looked up again.</summary>
    public static readonly TimeSpan LookupInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long one lookup may take before it counts as failed.</summary>
    public static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Names that are said in a line.</summary>
    private const int MostTold = 5;

    /// <summary>How many names the machine's resolver is asked for at once: each takes a thread until it answers.</summary>
    private static readonly SemaphoreSlim Resolver = new(64);

    private readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> _underWay = new();
    private ImmutableDictionary<Wanted, Name> _names = ImmutableDictionary<Wanted, Name>.Empty;

    /// <summary>Those of the topology.</summary>
    private volatile HashSet<Wanted> _wanted = [];

    /// <summary>Raised when a later lookup found other addresses than the one before.</summary>
    public event Action? Changed;

    /// <summary>
    /// Looks up names with the machine's own resolver, which cannot be broken off: on threads of its own, so that one that
    /// hangs takes none from requests.
    /// </summary>
    public static async Task<IPAddress[]> Dns(string name, CancellationToken cancellation)
    {
        await Resolver.WaitAsync(cancellation);
        try
        {
            return await Task.Factory.StartNew(
                () => System.Net.Dns.GetHostAddresses(name), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            Resolver.Release();
        }
    }

    /// <summary>Names of a topology that were never looked up.</summary>
    public IReadOnlyList<(string Name, TargetGroupAddressType Type)> UnknownOf(Topology topology)
    {
        var known = Volatile.Read(ref _names);
        return [.. WantedOf(topology).Where(name => !known.ContainsKey(name)).Select(name => (name.Name, name.Type))];
    }

    /// <summary>
    /// Looks up names for a topology that is to come, while others may change the one there is. They are kept for a while.
    /// </summary>
    public async Task LookupAheadAsync(
        IEnumerable<(string Name, TargetGroupAddressType Type)> names, CancellationToken cancellation)
    {
        var known = Volatile.Read(ref _names);
        var found = await LookupAll(
            names.Where(name => IsName(name.Name)).Select(name => Wanted.Of(name.Name, name.Type)).Where(name => !known.ContainsKey(name)),
            cancellation);
        Keep(found.Select(item => KeyValuePair.Create(item.Key, item.Value with { KeptUntil = time.GetUtcNow() + LookupInterval })));
    }

    /// <summary>
    /// Looks up the names of a topology that were not known, and forgets those that no target has any longer. A name
    /// that cannot be looked up has no addresses until a later lookup finds some.
    /// </summary>
    public async ValueTask ResolveAsync(Topology topology, CancellationToken cancellation)
    {
        var wanted = WantedOf(topology);
        var known = Volatile.Read(ref _names);
        var found = await LookupAll(wanted.Where(name => !known.ContainsKey(name)), cancellation);
        _wanted = wanted;
        Keep(found);
    }

    /// <summary>The addresses of a target: in order, none when its name is not known or not found.</summary>
    /// <param name="targetId">The target.</param>
    /// <param name="type">Of its target group: the family of the addresses of a name.</param>
    public IReadOnlyList<IPAddress> AddressesOf(string targetId, TargetGroupAddressType type)
    {
        if (!IsLookedUp(targetId))
        {
            return [Target.LoopbackOf(type)];
        }

        if (Volatile.Read(ref _names).TryGetValue(Wanted.Of(targetId, type), out var name))
        {
            return name.Addresses;
        }

        return Addresses.TryParse(targetId, out var address) ? [Addresses.Plain(address)] : [];
    }

    /// <summary>Looks up every name once more; none waits for another.</summary>
    internal Task LookupAgainAsync(CancellationToken cancellation)
    {
        Keep([]);
        return Task.WhenAll(Volatile.Read(ref _names).Keys.Select(name => LookupAgainAsync(name, cancellation)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookupInterval, time);
        var lookups = new Unattended("The lookup of host names", log);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await lookups.DoAsync(() => LookupAgainAsync(stoppingToken), stoppingToken);
        }
    }

    private async Task LookupAgainAsync(Wanted wanted, CancellationToken cancellation)
    {
        var (_, found) = await Lookup(wanted, cancellation);
        var isChanged = false;
        ImmutableInterlocked.Update(ref _names, names =>
        {
            isChanged = names.TryGetValue(wanted, out var last) && !last.Addresses.SequenceEqual(found.Addresses);
            return last is null ? names : names.SetItem(wanted, found with { KeptUntil = last.KeptUntil });
        });
        if (isChanged)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Adds what was looked up, and forgets what nobody asks for, or asked for in vain.</summary>
    private void Keep(IEnumerable<KeyValuePair<Wanted, Name>> found)
    {
        var (wanted, now) = (_wanted, time.GetUtcNow());
        ImmutableInterlocked.Update(ref _names, names => names
            .RemoveRange(names.Where(item => !wanted.Contains(item.Key) && item.Value.KeptUntil <= now).Select(item => item.Key))
            .AddRange(found.Where(item => !names.ContainsKey(item.Key))));
    }

    private static HashSet<Wanted> WantedOf(Topology topology) => topology.TargetGroups
        .Where(group => group.TargetType == TargetType.Ip)
        .SelectMany(group => group.Targets.Where(target => IsName(target.Id)).Select(target => Wanted.Of(target.Id, group.IpAddressType)))
        .ToHashSet();

    private static bool IsName(string targetId) => IsLookedUp(targetId) && !Addresses.TryParse(targetId, out _);

    /// <summary>Of what is on loopback whatever a resolver says there is nothing to ask.</summary>
    private static bool IsLookedUp(string targetId) => targetId != Target.EchoId && !Target.IsLocalhost(targetId);

    private async Task<KeyValuePair<Wanted, Name>[]> LookupAll(IEnumerable<Wanted> names, CancellationToken cancellation)
    {
        Wanted[] all = [.. names];
        using var wait = all.Length == 0 ? null : new LongWait(time, () => Waited(all), LogWait);
        return await Task.WhenAll(all.Select(name => Lookup(name, cancellation)));
    }

    private static string Waited(Wanted[] names) =>
        $"Looking up {string.Join(", ", names.Take(MostTold).Select(name => name.Name))}"
        + (names.Length > MostTold ? $" and {names.Length - MostTold} more names" : "");

    private async Task<KeyValuePair<Wanted, Name>> Lookup(Wanted wanted, CancellationToken cancellation)
    {
        var last = Volatile.Read(ref _names).GetValueOrDefault(wanted) ?? Name.New;
        try
        {
            var found = await Ask(wanted.Name).WaitAsync(LookupTimeout, time, cancellation);
            if (Usable(found, wanted.Type) is { Count: > 0 } addresses)
            {
                if (last.IsFailing)
                {
                    LogFound(wanted.Name, addresses);
                }

                return new(wanted, new Name(addresses, IsFailing: false, default));
            }

            return new(wanted, Failed(wanted.Name, last, Missing(found, wanted.Type)));
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or ArgumentException)
        {
            return new(wanted, Failed(wanted.Name, last, exception.Message));
        }
    }

    /// <summary>A resolver that hangs is asked once for a name: whoever asks again waits for the same answer.</summary>
    private Task<IPAddress[]> Ask(string name)
    {
        var asked = _underWay.GetOrAdd(name, _ => new Lazy<Task<IPAddress[]>>(AskAsync));
        return asked.Value;

        async Task<IPAddress[]> AskAsync()
        {
            try
            {
                return await lookup(name, CancellationToken.None);
            }
            finally
            {
                _underWay.TryRemove(name, out var _);
            }
        }
    }

    private Name Failed(string name, Name last, string reason)
    {
        if (!last.IsFailing)
        {
            LogFailed(name, reason, last.Addresses.Count);
        }

        return last with { IsFailing = true };
    }

    /// <summary>Those of the group's family, in order, so that another order is no change.</summary>
    private static List<IPAddress> Usable(IPAddress[] found, TargetGroupAddressType type) =>
    [
        .. found.Select(Addresses.Plain)
            .Where(address => Addresses.IsIPv6(address) == (type == TargetGroupAddressType.Ipv6))
            .Distinct()
            .OrderBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal),
    ];

    private static string Missing(IPAddress[] found, TargetGroupAddressType type) => (found.Length, type) switch
    {
        (0, _) => "it has no addresses",
        (_, TargetGroupAddressType.Ipv4) => "it has only IPv6 addresses, and IpAddressType of its target group is ipv4",
        _ => "it has only IPv4 addresses, and IpAddressType of its target group is ipv6",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{What:l}")]
    private partial void LogWait(string what);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Target {Name} cannot be looked up: {Reason}. It keeps {Count} addresses, and is looked up again")]
    private partial void LogFailed(string name, string reason, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Target {Name} was looked up: {Addresses}")]
    private partial void LogFound(string name, IReadOnlyList<IPAddress> addresses);

    /// <summary>A name, and the family that is asked of it; names are the same in lower case.</summary>
    private sealed record Wanted(string Name, TargetGroupAddressType Type)
    {
        public static Wanted Of(string name, TargetGroupAddressType type) => new(name.ToLowerInvariant(), type);
    }

    /// <param name="Addresses">In order.</param>
    /// <param name="IsFailing">Whether the last lookup failed.</param>
    /// <param name="KeptUntil">How long it is kept though no target has it.</param>
    private sealed record Name(IReadOnlyList<IPAddress> Addresses, bool IsFailing, DateTimeOffset KeptUntil)
    {
        public static Name New { get; } = new([], IsFailing: false, default);
    }
}
