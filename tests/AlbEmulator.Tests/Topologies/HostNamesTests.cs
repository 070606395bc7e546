using System.Net;
using System.Net.Sockets;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Topologies;

public sealed class HostNamesTests : IDisposable
{
    private const TargetGroupAddressType Ipv4 = TargetGroupAddressType.Ipv4;
    private const TargetGroupAddressType Ipv6 = TargetGroupAddressType.Ipv6;

    private readonly ManualClock _clock = new();
    private readonly HeardLog<HostNames> _log = new();
    private readonly Dictionary<string, string[]?> _dns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _asked = [];
    private readonly HostNames _names;
    private int _changes;

    public HostNamesTests()
    {
        _names = new HostNames(Lookup, _clock, _log);
        _names.Changed += () => Interlocked.Increment(ref _changes);
    }

    public void Dispose() => _names.Dispose();

    [Fact]
    public void Addresses_and_echo_need_no_lookup()
    {
        Assert.Equal([IPAddress.Parse("10.0.0.1")], _names.AddressesOf("10.0.0.1", Ipv4));
        Assert.Equal([IPAddress.Parse("10.0.0.1")], _names.AddressesOf("::ffff:10.0.0.1", Ipv4));
        Assert.Equal([IPAddress.IPv6Loopback], _names.AddressesOf("::1", Ipv6));
        Assert.Equal([IPAddress.Loopback], _names.AddressesOf("echo", Ipv4));
        Assert.Equal([IPAddress.IPv6Loopback], _names.AddressesOf("echo", Ipv6));
        Assert.Empty(_names.AddressesOf("orders", Ipv4));
    }

    [Fact]
    public async Task Localhost_is_loopback_whatever_a_resolver_says()
    {
        _dns["localhost"] = ["192.0.2.1"];

        await _names.ResolveAsync(new Topology([], [GroupOf(Ipv4, "localhost"), GroupOf(Ipv6, "LocalHost")]), CancellationToken.None);

        Assert.Empty(_asked);
        Assert.Equal([IPAddress.Loopback], _names.AddressesOf("localhost", Ipv4));
        Assert.Equal([IPAddress.IPv6Loopback], _names.AddressesOf("LocalHost", Ipv6));
    }

    [Fact]
    public async Task A_lookup_that_fails_as_none_should_is_told_once_and_those_after_it_go_on()
    {
        var (fails, looked) = (false, new SemaphoreSlim(0));
        using var names = new HostNames(
            (_, _) =>
            {
                looked.Release();
                return fails ? throw new NotSupportedException("no resolver") : Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
            _clock,
            _log);
        await names.ResolveAsync(new Topology([], [GroupOf(Ipv4, "orders")]), CancellationToken.None);
        await names.StartAsync(CancellationToken.None);
        fails = true;
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await looked.WaitAsync(Patience.Default));
            await Patience.UntilAsync("the next lookup", () =>
            {
                _clock.Turn(HostNames.LookupInterval);
                return looked.CurrentCount > 0;
            });
        }

        Assert.Equal(["The lookup of host names failed and goes on: NotSupportedException: no resolver"], _log.Lines.Select(line => line.Message));
        await names.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Every_address_of_a_name_is_found_in_order()
    {
        _dns["orders"] = ["10.0.0.10", "10.0.0.9", "10.0.0.10"];
        await Resolve("orders", "ORDERS", "echo", "10.1.1.1");
        Assert.Equal(["10.0.0.9", "10.0.0.10"], Addresses("orders"));
        Assert.Equal(["10.0.0.9", "10.0.0.10"], Addresses("Orders"));
        Assert.Equal(["orders"], _asked);
    }

    [Fact]
    public async Task Addresses_of_a_name_are_of_the_family_of_the_target_group()
    {
        _dns["both"] = ["::1", "127.0.0.1", "::ffff:127.0.0.2"];
        await _names.ResolveAsync(
            new Topology([], [GroupOf(Ipv4, "both"), GroupOf(Ipv6, "both")]), CancellationToken.None);
        Assert.Equal(["127.0.0.1", "127.0.0.2"], Addresses("both"));
        Assert.Equal(["::1"], _names.AddressesOf("both", Ipv6).Select(address => address.ToString()));
    }

    [Theory]
    [InlineData("fd00::1", Ipv4, "it has only IPv6 addresses, and IpAddressType of its target group is ipv4")]
    [InlineData("10.0.0.1", Ipv6, "it has only IPv4 addresses, and IpAddressType of its target group is ipv6")]
    public async Task Name_with_addresses_of_the_other_family_is_told(string address, TargetGroupAddressType type, string reason)
    {
        _dns["other"] = [address];
        await _names.ResolveAsync(new Topology([], [GroupOf(type, "other")]), CancellationToken.None);
        Assert.Empty(_names.AddressesOf("other", type));
        Assert.Contains(reason, Assert.Single(_log.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_looked_up_again_and_a_change_is_told()
    {
        _dns["orders"] = ["10.0.0.1"];
        await Resolve("orders");
        await _names.StartAsync(CancellationToken.None);

        _dns["orders"] = ["10.0.0.2"];
        await TurnUntil(() => Volatile.Read(ref _changes) == 1);
        Assert.Equal(["10.0.0.2"], Addresses("orders"));
        await _names.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Another_order_is_no_change()
    {
        _dns["orders"] = ["10.0.0.1", "10.0.0.2"];
        await Resolve("orders");
        _dns["orders"] = ["10.0.0.2", "10.0.0.1"];
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Equal(0, _changes);
    }

    [Fact]
    public async Task A_failed_lookup_keeps_the_last_addresses_and_is_told_once()
    {
        _dns["orders"] = ["10.0.0.1"];
        await Resolve("orders");
        _dns["orders"] = null;
        await _names.LookupAgainAsync(CancellationToken.None);
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Equal(["10.0.0.1"], Addresses("orders"));
        Assert.Equal(0, _changes);
        Assert.Single(_log.Lines, line => line.Level == LogLevel.Warning);

        _dns["orders"] = ["10.0.0.3"];
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Equal(1, _changes);
        Assert.Contains(_log.Lines, line => line.Message == "Target orders was looked up: 10.0.0.3");

        _dns["orders"] = [];
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Equal(["10.0.0.3"], Addresses("orders"));
        Assert.Equal(2, _log.Lines.Count(line => line.Level == LogLevel.Warning));
    }

    [Fact]
    public async Task A_name_that_appears_later_is_found_then()
    {
        _dns["orders"] = null;
        await Resolve("orders");
        Assert.Empty(_names.AddressesOf("orders", Ipv4));
        _dns["orders"] = ["10.0.0.1"];
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Equal(["10.0.0.1"], Addresses("orders"));
        Assert.Equal(1, _changes);
    }

    [Fact]
    public async Task A_lookup_that_does_not_end_counts_as_failed()
    {
        var never = new TaskCompletionSource<IPAddress[]>();
        using var names = new HostNames((_, _) => never.Task, _clock, _log);
        var resolving = names.ResolveAsync(TopologyOf("orders"), CancellationToken.None).AsTask();
        Assert.False(resolving.IsCompleted);
        _clock.Turn(HostNames.LookupTimeout);
        await resolving.WaitAsync(Patience.Default);
        Assert.Empty(names.AddressesOf("orders", Ipv4));
        Assert.Single(_log.Lines, line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Name_that_hangs_holds_up_no_other_and_is_asked_for_once()
    {
        var never = new TaskCompletionSource<IPAddress[]>();
        var asked = 0;
        using var names = new HostNames(
            (name, cancellation) =>
            {
                asked += name == "hung" ? 1 : 0;
                return name == "hung" ? never.Task : Lookup(name, cancellation);
            },
            _clock,
            _log);
        _dns["orders"] = ["10.0.0.1"];
        var first = names.ResolveAsync(TopologyOf("hung", "orders"), CancellationToken.None).AsTask();
        _clock.Turn(HostNames.LookupTimeout);
        await first.WaitAsync(Patience.Default);

        _dns["orders"] = ["10.0.0.2"];
        var again = names.LookupAgainAsync(CancellationToken.None);
        Assert.False(again.IsCompleted);
        Assert.Equal(["10.0.0.2"], names.AddressesOf("orders", Ipv4).Select(address => address.ToString()));

        Assert.Equal(1, asked);
        _clock.Turn(HostNames.LookupTimeout);
        await again.WaitAsync(Patience.Default);
    }

    [Fact]
    public async Task Name_that_is_looked_up_ahead_is_kept_for_the_topology_that_is_to_come_and_for_no_other()
    {
        _dns["orders"] = ["10.0.0.1"];
        _dns["carts"] = ["10.0.0.2"];
        await Resolve("orders");
        Assert.Equal([("carts", Ipv4)], _names.UnknownOf(TopologyOf("orders", "carts", "echo", "10.0.0.3")));

        await _names.LookupAheadAsync([("carts", Ipv4), ("orders", Ipv4)], CancellationToken.None);
        await Resolve("orders");
        Assert.Empty(_names.UnknownOf(TopologyOf("orders", "carts")));
        Assert.Equal(["10.0.0.2"], Addresses("carts"));

        _clock.Turn(HostNames.LookupInterval);
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Empty(Addresses("carts"));
        Assert.Equal(["10.0.0.1"], Addresses("orders"));
    }

    [Fact]
    public async Task Names_that_no_target_has_any_longer_are_forgotten()
    {
        _dns["orders"] = ["10.0.0.1"];
        _dns["carts"] = ["10.0.0.2"];
        await Resolve("orders");
        await Resolve("carts");
        Assert.Empty(_names.AddressesOf("orders", Ipv4));
        _asked.Clear();
        await _names.LookupAgainAsync(CancellationToken.None);
        Assert.Equal(["carts"], _asked);
    }

    [Fact]
    public async Task A_name_that_is_known_is_not_looked_up_for_a_new_topology()
    {
        _dns["orders"] = ["10.0.0.1"];
        await Resolve("orders");
        await Resolve("orders");
        Assert.Single(_asked);
    }

    [Fact]
    public async Task The_resolver_of_the_machine_knows_localhost()
    {
        using var names = new HostNames(HostNames.Dns, TimeProvider.System, _log);
        await names.ResolveAsync(TopologyOf("localhost"), CancellationToken.None);
        Assert.All(names.AddressesOf("localhost", Ipv4), address => Assert.True(IPAddress.IsLoopback(address)));
        Assert.NotEmpty(names.AddressesOf("localhost", Ipv4));
    }

    private static Topology TopologyOf(params string[] ids) => new([], [GroupOf(Ipv4, ids)]);

    private static TargetGroup GroupOf(TargetGroupAddressType type, params string[] ids) => new()
    {
        Name = "g",
        Arn = "arn",
        IpAddressType = type,
        Targets = [.. ids.Select(id => new Target(id, 80))],
    };

    private async Task Resolve(params string[] ids) =>
        await _names.ResolveAsync(TopologyOf(ids), CancellationToken.None);

    private IEnumerable<string> Addresses(string id) => _names.AddressesOf(id, Ipv4).Select(address => address.ToString());

    /// <summary>Turns the clock by one interval, until the loop has taken it.</summary>
    private Task TurnUntil(Func<bool> isDone) => Patience.UntilAsync("the loop to take the turn of the clock", () =>
    {
        if (isDone())
        {
            return true;
        }

        _clock.Turn(HostNames.LookupInterval);
        return false;
    });

    private Task<IPAddress[]> Lookup(string name, CancellationToken cancellation)
    {
        _asked.Add(name);
        return _dns.GetValueOrDefault(name) is { } addresses
            ? Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse))
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }
}
