namespace AlbEmulator.TargetGroups;

/// <summary>
/// <c>weighted_random</c>: any target, all alike, but for those whose weight an anomaly has lowered.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#automatic-target-weights"/>
/// </summary>
internal sealed class WeightedRandom(Random chance) : RoutingAlgorithm
{
    /// <summary>However small all weights are, a choice comes to an end.</summary>
    private const int MaximumTries = 64;

    public override RegisteredTarget Choose(RegisteredTarget[] targets)
    {
        var target = targets[chance.Next(targets.Length)];
        for (var tries = 1; tries < MaximumTries && target.Weight < 1 && chance.NextDouble() >= target.Weight; tries++)
        {
            target = targets[chance.Next(targets.Length)];
        }

        return target;
    }
}
