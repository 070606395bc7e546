using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm"/>
/// </summary>
public sealed class RoutingAlgorithmTests
{
    [Theory]
    [InlineData(LoadBalancingAlgorithm.RoundRobin)]
    [InlineData(LoadBalancingAlgorithm.LeastOutstandingRequests)]
    [InlineData(LoadBalancingAlgorithm.WeightedRandom)]
    public void None_is_chosen_where_there_is_none(LoadBalancingAlgorithm algorithm) =>
        Assert.Null(Targets(algorithm).Choose());

    [Theory]
    [InlineData(LoadBalancingAlgorithm.RoundRobin)]
    [InlineData(LoadBalancingAlgorithm.LeastOutstandingRequests)]
    public void Idle_targets_take_turns(LoadBalancingAlgorithm algorithm)
    {
        var targets = Targets(algorithm, 3, 1, 2);

        var chosen = Enumerable.Range(0, 6).Select(_ => targets.Choose()!.Name[7]).ToArray();

        var start = "123".IndexOf(chosen[0]);
        Assert.Equal([.. Enumerable.Range(start, 6).Select(turn => "123"[turn % 3])], chosen);
    }

    [Fact]
    public void Turn_is_kept_when_the_group_is_registered_again()
    {
        var targets = Targets(LoadBalancingAlgorithm.RoundRobin, 1, 2, 3);
        var chosen = new List<string>();

        for (var turn = 0; turn < 6; turn++)
        {
            chosen.Add(targets.Choose()!.Name);
            targets.Become(1, 2, 3);
        }

        Assert.All(chosen.CountBy(name => name), target => Assert.Equal(2, target.Value));
    }

    [Fact]
    public void Weighted_random_gives_all_alike_and_in_no_order()
    {
        var targets = Targets(LoadBalancingAlgorithm.WeightedRandom, 1, 2, 3, 4);

        var tally = targets.Tally(40_000);

        Assert.All(tally, target => Assert.InRange(target.Value, 9_700, 10_300));
        var chosen = Enumerable.Range(0, 400).Select(_ => targets.Choose()!.Name).ToArray();
        var repeated = chosen.Zip(chosen.Skip(1)).Count(pair => pair.First == pair.Second);
        Assert.InRange(repeated, 60, 140);
    }

    [Fact]
    public void Weighted_random_gives_a_lowered_weight_its_part()
    {
        var targets = Targets(LoadBalancingAlgorithm.WeightedRandom, 1, 2, 3);
        targets.Get(2).Weight = 0.25;

        Assert.InRange(targets.Share(2, 1), 0.22, 0.28);
        Assert.InRange(targets.Share(3, 1), 0.95, 1.05);
    }

    [Fact]
    public void Choice_ends_however_small_all_weights_are()
    {
        var targets = Targets(LoadBalancingAlgorithm.WeightedRandom, 1, 2);
        targets.Get(1).Weight = targets.Get(2).Weight = 1e-9;

        Assert.Equal(2, targets.Tally(100).Count);
    }

    [Fact]
    public void Another_algorithm_takes_effect_with_the_targets_there_are()
    {
        var targets = Targets(LoadBalancingAlgorithm.RoundRobin, 1, 2);
        var before = targets.Registered;
        targets.Get(1).Weight = 0.1;
        Assert.Equal(50, targets.Tally(100)["1"]);

        var weighted = TargetSamples.Group(new() { Algorithm = LoadBalancingAlgorithm.WeightedRandom });
        targets.Register(weighted, TargetSamples.Addresses(1, 2), TargetHealth.RegistrationInProgress);
        targets.Deregister();

        Assert.Equal(before, targets.Registered);
        Assert.InRange(targets.Tally(1000)["1"], 50, 150);
    }

    private static GroupTargets Targets(LoadBalancingAlgorithm algorithm, params int[] numbers)
    {
        var targets = new GroupTargets(
            TargetSamples.Group(new() { Algorithm = algorithm }), TimeProvider.System, new Random(1));
        targets.Become(numbers);
        return targets;
    }
}
