using System.Net;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>Target groups that come and go, and whose connections are closed when.</summary>
public sealed class TargetRegistryTests : IDisposable
{
    private static readonly TargetGroup Web = Group("arn:web", 1);

    private readonly ManualTime _time = new();
    private readonly TargetConnections _connections = new();
    private readonly TargetRegistry _registry;

    public TargetRegistryTests() => _registry =
        new TargetRegistry(_time, new Random(1), _connections, NullLogger<TargetRegistry>.Instance);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Connections_of_a_target_are_closed_when_it_has_drained_and_no_others()
    {
        Publish(Group("arn:web", 1, 2), Group("arn:other", 2));
        var drained = Open("arn:web", 2);
        var (kept, other) = (Open("arn:web", 1), Open("arn:other", 2));

        Publish(Web, Group("arn:other", 2));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(drained.IsClosed);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, false, false), (drained.IsClosed, kept.IsClosed, other.IsClosed));
        Assert.Equal(2, _connections.Count);
    }

    [Fact]
    public void Group_that_leaves_drains_and_is_forgotten()
    {
        Publish(Web);
        var connection = Open("arn:web", 1);

        Publish();

        Assert.Empty(_registry.Groups);
        Assert.Equal(TargetHealth.DeregistrationInProgress, _registry.Gone.Single().Described.Single().Health);
        Assert.False(connection.IsClosed);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(connection.IsClosed);
        Assert.Empty(_registry.Gone);
    }

    [Fact]
    public void Request_that_was_on_its_way_to_a_group_that_leaves_still_has_a_target()
    {
        Publish(Web);
        var before = _registry.Of("arn:web");
        before.Report(before.Registered[0], TargetHealth.Healthy);
        var target = before.Choose();

        Publish();

        Assert.NotNull(target);
        Assert.Same(target, before.Choose());
    }

    [Fact]
    public void Request_that_was_on_its_way_to_a_group_that_falls_out_of_use_still_has_a_target()
    {
        Publish(Web);
        var web = _registry.Of("arn:web");
        web.Report(web.Registered[0], TargetHealth.Healthy);

        web.Report(web.Registered[0], TargetHealth.NotInUse);

        Assert.Same(web.Registered[0], web.Choose());
    }

    /// <summary>Whoever looks at all groups for each makes a list of them: what is allocated tells how much was looked at.</summary>
    [Fact]
    public void Group_that_leaves_costs_the_same_however_many_leave_with_it()
    {
        // What is compiled or made but once is made here.
        BytesOfEachThatLeaves(100);

        var (few, many) = (BytesOfEachThatLeaves(500), BytesOfEachThatLeaves(4000));

        Assert.InRange(many, 0, few * 2);
    }

    [Fact]
    public void Group_without_a_delay_leaves_at_once()
    {
        var group = Web with { Attributes = new() { DeregistrationDelay = TimeSpan.Zero } };
        Publish(group);
        var connection = Open("arn:web", 1);

        Publish();

        Assert.True(connection.IsClosed);
        Assert.Empty(_registry.Gone);
    }

    [Fact]
    public void Group_that_comes_back_has_its_targets_still_and_nothing_is_cut()
    {
        Publish(Web);
        var connection = Open("arn:web", 1);
        var before = _registry.Of("arn:web");
        Publish();
        _time.Advance(TimeSpan.FromSeconds(5));

        Publish(Web);

        Assert.Same(before, _registry.Of("arn:web"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(connection.IsClosed);
        Assert.Empty(_registry.Gone);
    }

    [Fact]
    public void Group_of_another_protocol_is_another_and_the_one_before_drains()
    {
        Publish(Group("arn:web", 1, 2));
        var before = _registry.Of("arn:web");
        var (same, gone) = (Open("arn:web", 1), Open("arn:web", 2));

        Publish(Web with { Protocol = TargetGroupProtocol.Https });

        Assert.NotSame(before, _registry.Of("arn:web"));
        Assert.Empty(before.Registered);
        Assert.Equal(before, _registry.Gone.Single());
        Assert.Equal("https://10.0.0.1:80", _registry.Of("arn:web").Registered.Single().Url);
        _time.Advance(TimeSpan.FromSeconds(10));
        // The address that both have may be in use by the new one.
        Assert.Equal((false, true), (same.IsClosed, gone.IsClosed));
        Assert.Empty(_registry.Gone);
    }

    [Fact]
    public void Nothing_waits_after_the_end()
    {
        Publish(Web, Group("arn:other", 1, 2));
        Publish(Group("arn:other", 1));

        _registry.Dispose();

        Assert.Equal(0, _time.TimerCount);
    }

    [Fact]
    public void Anomalies_are_looked_for_every_5_seconds()
    {
        Publish(Group("arn:web", 1, 2, 3));
        var targets = _registry.Of("arn:web");
        foreach (var target in targets.Registered)
        {
            targets.Report(target, TargetHealth.Healthy);
            for (var request = 0; request < 20; request++)
            {
                target.Record(hasFailed: target == targets.Registered[0]);
            }
        }

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(AnomalyResult.Normal, targets.Registered[0].AnomalyDetection.Result);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(AnomalyResult.Anomalous, targets.Registered[0].AnomalyDetection.Result);
    }

    private long BytesOfEachThatLeaves(int count)
    {
        var groups = Enumerable.Range(0, count).Select(number => Group($"arn:{number}", 1)).ToArray();
        Publish(groups);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Publish();
        Assert.All(groups, group => Assert.True(_registry.IsDraining(group.Arn)));
        Publish(groups[..(count / 2)]);
        Publish();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_registry.Gone);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / count;
    }

    private static TargetGroup Group(string arn, params int[] numbers) => new()
    {
        Name = arn,
        Arn = arn,
        Targets = [.. numbers.Select(number => new Target($"10.0.0.{number}", 80))],
        Attributes = new() { DeregistrationDelay = TimeSpan.FromSeconds(10) },
    };

    private void Publish(params TargetGroup[] groups)
    {
        var topology = new Topology([], groups);
        _registry.Register(topology, (id, _) => [IPAddress.Parse(id)], _ => TargetHealth.RegistrationInProgress);
        _registry.Deregister(topology);
    }

    private OpenConnection Open(string arn, int number) =>
        _connections.Open(arn, $"10.0.0.{number}:80", () => { });
}
