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

    private ImmutableDictionary<Wanted, Name> _names = ImmutableDictionary<Wanted, Name>.Empty;

    /// <summary>Raised when a later lookup found other addresses than the one before.</summary>
    public event Action? Changed;

    /// <summary>Looks up names with the machine's own resolver.</summary>
    public static Task<IPAddress[]> Dns(string name, CancellationToken cancellation) =>
        System.Net.Dns.GetHostAddressesAsync(name, cancellation);

    /// <summary>
    /// Looks up the names of a topology that were not known, and forgets those that no target has any longer. A name
    /// that cannot be looked up has no addresses until a later lookup finds some.
    /// </summary>
    public async ValueTask ResolveAsync(Topology topology, CancellationToken cancellation)
    {
        var wanted = topology.TargetGroups.Where(group => group.TargetType == TargetType.Ip)
            .SelectMany(group => group.Targets.Select(target => (target.Id, group.IpAddressType)))
            .Where(target => target.Id != Target.EchoId && !Addresses.TryParse(target.Id, out _))
            .Select(target => Wanted.Of(target.Id, target.IpAddressType))
            .ToHashSet();
        var known = Volatile.Read(ref _names);
        var found = await LookupAll(wanted.Where(name => !known.ContainsKey(name)), cancellation);
        ImmutableInterlocked.Update(ref _names, names => names
            .RemoveRange(names.Keys.Where(name => !wanted.Contains(name)))
            .AddRange(found.Where(item => !names.ContainsKey(item.Key))));
    }

    /// <summary>The addresses of a target: in order, none when its name is not known or not found.</summary>
    /// <param name="targetId">The target.</param>
    /// <param name="type">Of its target group: the family of the addresses of a name.</param>
    public IReadOnlyList<IPAddress> AddressesOf(string targetId, TargetGroupAddressType type)
    {
        if (targetId == Target.EchoId)
        {
            return [Target.EchoAddress(type)];
        }

        if (Volatile.Read(ref _names).TryGetValue(Wanted.Of(targetId, type), out var name))
        {
            return name.Addresses;
        }

        return Addresses.TryParse(targetId, out var address) ? [Addresses.Plain(address)] : [];
    }

    /// <summary>Looks up every name once more.</summary>
    internal async Task LookupAgainAsync(CancellationToken cancellation)
    {
        var found = await LookupAll(Volatile.Read(ref _names).Keys, cancellation);
        var isChanged = false;
        ImmutableInterlocked.Update(ref _names, names =>
        {
            isChanged = false;
            foreach (var (key, name) in found)
            {
                if (names.TryGetValue(key, out var last))
                {
                    isChanged |= !last.Addresses.SequenceEqual(name.Addresses);
                    names = names.SetItem(key, name);
                }
            }

            return names;
        });
        if (isChanged)
        {
            Changed?.Invoke();
        }
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

    private async Task<KeyValuePair<Wanted, Name>[]> LookupAll(
        IEnumerable<Wanted> names, CancellationToken cancellation) =>
        await Task.WhenAll(names.Select(name => Lookup(name, cancellation)));

    private async Task<KeyValuePair<Wanted, Name>> Lookup(Wanted wanted, CancellationToken cancellation)
    {
        var last = Volatile.Read(ref _names).GetValueOrDefault(wanted) ?? Name.New;
        try
        {
            var found = await lookup(wanted.Name, cancellation).WaitAsync(LookupTimeout, time, cancellation);
            if (Usable(found, wanted.Type) is { Count: > 0 } addresses)
            {
                if (last.IsFailing)
                {
                    LogFound(wanted.Name, addresses);
                }

                return new(wanted, new Name(addresses, IsFailing: false));
            }

            return new(wanted, Failed(wanted.Name, last, Missing(found, wanted.Type)));
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or ArgumentException)
        {
            return new(wanted, Failed(wanted.Name, last, exception.Message));
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

    private sealed record Name(IReadOnlyList<IPAddress> Addresses, bool IsFailing)
    {
        public static Name New { get; } = new([], IsFailing: false);
    }
}
