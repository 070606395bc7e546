using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode"/>
/// </summary>
public sealed class GroupSlowStartTests
{
    private static readonly TargetGroupAttributes HundredSeconds = new() { SlowStart = TimeSpan.FromSeconds(100) };

    private readonly ManualTime _time = new();

    [Fact]
    public void Share_grows_linearly_from_none_to_all()
    {
        var targets = OneHealthy();
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);

        Assert.Equal(0, targets.Share(2, 1));
        foreach (var share in new[] { 0.1, 0.25, 0.5, 0.75 })
        {
            _time.Advance(TimeSpan.FromSeconds(100 * share) - Elapsed(targets.Get(2)));
            Assert.Equal(share, targets.Share(2, 1), tolerance: 0.03);
        }

        _time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal(1, targets.Share(2, 1), tolerance: 0.001);
        Assert.Null(targets.Get(2).SlowStart);
    }

    [Fact]
    public void Others_share_evenly_what_a_target_in_slow_start_does_not_get()
    {
        var targets = Group(HundredSeconds);
        targets.Become(1, 3, 4);
        Array.ForEach([1, 3, 4], number => targets.Report(number, TargetHealth.Healthy));
        targets.Become(1, 2, 3, 4);
        targets.Report(2, TargetHealth.Healthy);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1, targets.Share(3, 1), tolerance: 0.01);
        Assert.Equal(1, targets.Share(4, 1), tolerance: 0.01);
        Assert.Equal(0.2, targets.Share(2, 1), tolerance: 0.03);
    }

    [Fact]
    public void First_batch_of_an_empty_group_does_not_start_slowly()
    {
        var targets = Group(HundredSeconds);
        targets.Become(1, 2, 3);

        targets.Report(2, TargetHealth.Healthy);
        _time.Advance(TimeSpan.FromSeconds(10));
        targets.Report(1, TargetHealth.Healthy);

        Assert.Equal(1, targets.Share(1, 2));
        // The third of them neither, however late it becomes healthy.
        _time.Advance(TimeSpan.FromHours(1));
        targets.Report(3, TargetHealth.Healthy);
        Assert.Null(targets.Get(3).SlowStart);
    }

    [Fact]
    public void Healthy_targets_do_not_start_slowly_when_it_is_switched_on()
    {
        var targets = Group(TargetGroupAttributes.Default);
        targets.Become(1, 2);
        targets.Report(1, TargetHealth.Healthy);
        targets.Report(2, TargetHealth.Healthy);

        Change(targets, HundredSeconds);

        Assert.Equal(1, targets.Share(2, 1));
    }

    [Fact]
    public void Unhealthy_target_leaves_it_and_begins_again_when_it_is_healthy_again()
    {
        var targets = OneHealthy();
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);
        _time.Advance(TimeSpan.FromSeconds(50));
        targets.Report(2, TargetHealth.Timeout);
        Assert.Null(targets.Get(2).SlowStart);
        _time.Advance(TimeSpan.FromSeconds(7));

        targets.Report(2, TargetHealth.Healthy);

        Assert.Equal(0, targets.Share(2, 1));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(0.5, targets.Share(2, 1), tolerance: 0.03);
    }

    [Fact]
    public void Target_of_the_first_batch_starts_slowly_when_it_was_unhealthy()
    {
        var targets = Group(HundredSeconds);
        targets.Become(1, 2);
        targets.Report(1, TargetHealth.Healthy);
        targets.Report(2, TargetHealth.Healthy);
        targets.Report(2, TargetHealth.Timeout);

        targets.Report(2, TargetHealth.Healthy);

        Assert.Equal(0, targets.Share(2, 1));
    }

    [Fact]
    public void Reregistered_target_starts_slowly_again()
    {
        var targets = OneHealthy();
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);
        _time.Advance(TimeSpan.FromSeconds(200));
        targets.Become(1);
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);

        Assert.Equal(0, targets.Share(2, 1));
    }

    [Fact]
    public void Target_starts_slowly_only_beside_a_healthy_one_that_does_not()
    {
        var targets = OneHealthy();
        targets.Become(1, 2, 3);
        targets.Report(2, TargetHealth.Healthy);
        targets.Report(1, TargetHealth.Timeout);

        // Beside 2, which starts slowly itself, nobody would take the requests.
        targets.Report(3, TargetHealth.Healthy);

        Assert.Null(targets.Get(3).SlowStart);
        Assert.NotNull(targets.Get(2).SlowStart);
    }

    [Fact]
    public void Last_target_is_chosen_even_while_it_starts_slowly()
    {
        var targets = OneHealthy();
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);
        targets.Report(1, TargetHealth.Timeout);

        Assert.Equal(100, targets.Tally(100)["2"]);
    }

    [Fact]
    public void Switched_off_it_ends_at_once()
    {
        var targets = OneHealthy();
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);

        Change(targets, TargetGroupAttributes.Default);

        Assert.Equal(1, targets.Share(2, 1));
    }

    [Theory]
    [InlineData(LoadBalancingAlgorithm.LeastOutstandingRequests)]
    [InlineData(LoadBalancingAlgorithm.WeightedRandom)]
    public void Other_algorithms_have_none(LoadBalancingAlgorithm algorithm)
    {
        var targets = Group(HundredSeconds with { Algorithm = algorithm });
        targets.Become(1);
        targets.Report(1, TargetHealth.Healthy);
        targets.Become(1, 2);
        targets.Report(2, TargetHealth.Healthy);

        Assert.Equal(1, targets.Share(2, 1), tolerance: 0.05);
    }

    private static void Change(GroupTargets targets, TargetGroupAttributes attributes)
    {
        targets.Register(TargetSamples.Group(attributes), TargetSamples.Addresses(1, 2), TargetHealth.RegistrationInProgress);
        targets.Deregister();
    }

    private GroupTargets OneHealthy()
    {
        var targets = Group(HundredSeconds);
        targets.Become(1);
        targets.Report(1, TargetHealth.Healthy);
        return targets;
    }

    private GroupTargets Group(TargetGroupAttributes attributes) =>
        new(TargetSamples.Group(attributes), _time, new Random(1));

    private TimeSpan Elapsed(RegisteredTarget target) => _time.GetElapsedTime(target.SlowStart!.Start);
}
