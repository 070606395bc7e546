using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// How the target of a request is chosen.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm"/>
/// </summary>
internal abstract class RoutingAlgorithm
{
    public static RoutingAlgorithm Of(LoadBalancingAlgorithm algorithm, TimeProvider time, Random chance) => algorithm switch
    {
        LoadBalancingAlgorithm.RoundRobin => new RoundRobin(time, chance),
        LoadBalancingAlgorithm.LeastOutstandingRequests => new LeastOutstandingRequests(),
        LoadBalancingAlgorithm.WeightedRandom => new WeightedRandom(chance),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, message: null),
    };

    /// <param name="targets">One at least.</param>
    public abstract RegisteredTarget Choose(RegisteredTarget[] targets);
}
