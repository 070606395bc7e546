using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>
/// What AWS says (from 3 healthy targets on, every 5 s, less for anomalous ones, with <c>weighted_random</c> only) and
/// our guess of the rule.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#automatic-target-weights"/>
/// </summary>
public sealed class AnomalyDetectorTests
{
    private static readonly TargetGroupAttributes Mitigating =
        new() { Algorithm = LoadBalancingAlgorithm.WeightedRandom, AnomalyMitigation = true };

    [Theory]
    // Each target as failures/requests; those that are anomalous.
    [InlineData("0/100 0/100 50/100", "2")]
    [InlineData("0/100 0/100 5/100", "2")]
    [InlineData("0/1000 0/1000 0/1000 0/1000 15/1000", "")]
    [InlineData("0/100 0/100 2/100", "")]
    [InlineData("0/20 0/20 10/20", "2")]
    [InlineData("0/100 0/100 9/9", "")]
    [InlineData("0/100 0/100 0/100", "")]
    [InlineData("50/100 50/100 50/100", "")]
    [InlineData("100/100 100/100 100/100", "")]
    [InlineData("10/100 12/100 14/100", "")]
    [InlineData("10/100 12/100 60/100", "2")]
    [InlineData("0/100 0/100 0/100 90/100 90/100", "3 4")]
    [InlineData("0/100 100/100", "")]
    public void Anomalous_is_a_target_that_fails_much_more_often_than_the_others(string outcomes, string anomalous)
    {
        var targets = Targets(outcomes);

        AnomalyDetector.Look(targets, TargetGroupAttributes.Default);

        Assert.Equal(anomalous, string.Join(' ', Enumerable.Range(0, targets.Length).Where(number => IsAnomalous(targets[number]))));
    }

    [Theory]
    [InlineData(LoadBalancingAlgorithm.RoundRobin, true)]
    [InlineData(LoadBalancingAlgorithm.LeastOutstandingRequests, true)]
    [InlineData(LoadBalancingAlgorithm.WeightedRandom, false)]
    public void Without_mitigation_it_is_only_told(LoadBalancingAlgorithm algorithm, bool mitigation)
    {
        var targets = Targets("0/100 0/100 50/100");

        AnomalyDetector.Look(targets, new() { Algorithm = algorithm, AnomalyMitigation = mitigation });

        Assert.Equal(new AnomalyDetection(AnomalyResult.Anomalous, MitigationInEffect: false), targets[2].AnomalyDetection);
        Assert.Equal(1, targets[2].Weight);
    }

    [Fact]
    public void Weight_falls_with_every_look_and_rises_gradually()
    {
        var targets = Targets("0/100 0/100 50/100");
        var weights = new List<double>();

        for (var look = 0; look < 7; look++)
        {
            Look(targets);
            weights.Add(targets[2].Weight);
            Add(targets, "0/100 0/100 50/100");
        }

        Assert.Equal([1 / 2.0, 1 / 4.0, 1 / 8.0, 1 / 16.0, 1 / 32.0, 1 / 32.0, 1 / 32.0], weights);
        Assert.Equal(new AnomalyDetection(AnomalyResult.Anomalous, MitigationInEffect: true), targets[2].AnomalyDetection);
        Assert.All(targets[..2], target => Assert.Equal((1, AnomalyDetection.Normal), (target.Weight, target.AnomalyDetection)));

        // Well again: what was fades, then the weight comes back step by step.
        weights.Clear();
        for (var look = 0; look < 20; look++)
        {
            Look(targets);
            Assert.Equal(targets[2].Weight < 1, targets[2].AnomalyDetection.MitigationInEffect);
            weights.Add(targets[2].Weight);
            Add(targets, "0/100 0/100 0/100");
        }

        Assert.Equal(weights.Order(), weights);
        Assert.Contains(weights, weight => weight is > 0.2 and < 0.8);
        Assert.Equal((1, AnomalyDetection.Normal), (targets[2].Weight, targets[2].AnomalyDetection));
    }

    [Fact]
    public void Target_that_hardly_gets_requests_any_longer_stays_anomalous_while_they_fail()
    {
        var targets = Targets("0/100 0/100 50/100");

        for (var look = 0; look < 12; look++)
        {
            Look(targets);
            Assert.True(IsAnomalous(targets[2]));
            Add(targets, "0/100 0/100 2/2");
        }
    }

    [Fact]
    public void Only_healthy_targets_are_judged_and_three_of_them_are_needed()
    {
        var targets = Targets("0/100 0/100 50/100 0/100");
        targets[2].OwnHealth = TargetHealth.Timeout;
        Look(targets);
        Assert.False(IsAnomalous(targets[2]));

        targets[2].OwnHealth = TargetHealth.Healthy;
        Add(targets, "0/100 0/100 50/100 0/100");
        Look(targets);
        Assert.True(IsAnomalous(targets[2]));

        targets[0].OwnHealth = targets[1].OwnHealth = TargetHealth.Timeout;
        Add(targets, "0/100 0/100 50/100 0/100");
        Look(targets);
        Assert.False(IsAnomalous(targets[2]));
    }

    private static bool IsAnomalous(RegisteredTarget target) => target.AnomalyDetection.Result == AnomalyResult.Anomalous;

    private static void Look(RegisteredTarget[] targets) => AnomalyDetector.Look(targets, Mitigating);

    private static RegisteredTarget[] Targets(string outcomes)
    {
        var targets = outcomes.Split(' ').Select((_, number) => TargetSamples.Target(number, TargetHealth.Healthy)).ToArray();
        Add(targets, outcomes);
        return targets;
    }

    private static void Add(RegisteredTarget[] targets, string outcomes)
    {
        foreach (var (target, outcome) in targets.Zip(outcomes.Split(' ')))
        {
            var numbers = Array.ConvertAll(outcome.Split('/'), int.Parse);
            for (var request = 0; request < numbers[1]; request++)
            {
                target.Record(hasFailed: request < numbers[0]);
            }
        }
    }
}
