using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay"/>
/// </summary>
public sealed class GroupTargetsTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _drained = [];

    [Fact]
    public void Deregistered_target_is_described_as_draining_until_the_delay_has_passed()
    {
        var targets = Group(TimeSpan.FromSeconds(10));
        targets.Become(1, 2);
        var leaving = targets.Get(2);

        targets.Become(1);

        Assert.Equal(TargetHealth.DeregistrationInProgress, leaving.Health);
        Assert.DoesNotContain(leaving, targets.Registered);
        Assert.Equal([targets.Get(1), leaving], targets.Described);
        Assert.Equal(100, targets.Tally(100)["1"]);
        Assert.Null(targets.Routable.Find(leaving.Key));
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Contains(leaving, targets.Described);
        Assert.Empty(_drained);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([targets.Get(1)], targets.Described);
        Assert.Equal(["10.0.0.2:80"], _drained);
    }

    [Fact]
    public void Without_a_delay_it_is_gone_at_once()
    {
        var targets = Group(TimeSpan.Zero);
        targets.Become(1, 2);

        targets.Become(1);

        Assert.Equal(["10.0.0.2:80"], _drained);
        Assert.Equal([targets.Get(1)], targets.Described);
        Assert.Equal(0, _time.TimerCount);
    }

    [Fact]
    public void Nothing_is_let_go_before_requests_see_the_topology()
    {
        var targets = Group(TimeSpan.Zero);
        targets.Become(1, 2);

        targets.Register(targets.TargetGroup, TargetSamples.Addresses(2, 3), TargetHealth.RegistrationInProgress);

        Assert.Equal(3, targets.Registered.Count);
        Assert.Empty(_drained);
    }

    [Fact]
    public void Each_drains_for_the_delay_of_its_own_deregistration()
    {
        var targets = Group(TimeSpan.FromSeconds(10));
        targets.Become(1, 2, 3);
        targets.Become(1, 3);
        _time.Advance(TimeSpan.FromSeconds(6));
        targets.Register(
            Sample(TimeSpan.FromSeconds(1)), TargetSamples.Addresses(1), TargetHealth.RegistrationInProgress);
        targets.Deregister();

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["10.0.0.3:80"], _drained);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["10.0.0.3:80", "10.0.0.2:80"], _drained);
    }

    [Fact]
    public void Reregistered_target_is_a_new_one_and_never_cut()
    {
        var targets = Group(TimeSpan.FromSeconds(10));
        targets.Become(1, 2);
        var before = targets.Get(2);
        targets.Report(before, TargetHealth.Healthy);
        targets.Become(1);
        _time.Advance(TimeSpan.FromSeconds(9));

        targets.Become(1, 2);

        var after = targets.Get(2);
        Assert.NotSame(before, after);
        Assert.Equal(TargetHealth.RegistrationInProgress, after.Health);
        // What is still under way to it counts.
        Assert.Same(before.Outstanding, after.Outstanding);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_drained);
        Assert.Equal(2, targets.Described.Count);

        targets.Become(1);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["10.0.0.2:80"], _drained);
    }

    [Fact]
    public void Health_check_that_ends_late_does_not_bring_a_draining_target_back()
    {
        var targets = Group(TimeSpan.FromSeconds(10));
        targets.Become(1, 2);
        var leaving = targets.Get(2);
        targets.Become(1);

        targets.Report(leaving, TargetHealth.Healthy);

        Assert.Equal(TargetHealth.DeregistrationInProgress, leaving.Health);
        Assert.Equal(100, targets.Tally(100)["1"]);
    }

    [Fact]
    public void Lambda_function_does_not_drain()
    {
        var group = Sample(TimeSpan.FromSeconds(10)) with { TargetType = TargetType.Lambda };
        var targets = new GroupTargets(group, _time);
        targets.Become(1);

        targets.Become();

        Assert.Empty(targets.Described);
    }

    [Fact]
    public void Nothing_waits_after_the_end()
    {
        var targets = Group(TimeSpan.FromSeconds(10));
        targets.Become(1, 2);
        targets.Become(1);

        targets.Stop();

        Assert.Equal(0, _time.TimerCount);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(_drained);
    }

    private static TargetGroup Sample(TimeSpan delay) => TargetSamples.Group(new() { DeregistrationDelay = delay });

    private GroupTargets Group(TimeSpan delay) =>
        new(Sample(delay), _time, new Random(1), (_, target) => _drained.Add(target.Name));
}
