using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// The target groups that a rule or a default action of a listener forwards to, with whatever weight: targets of others
/// are not checked.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal static class GroupsInUse
{
    /// <returns>Their ARNs.</returns>
    public static IReadOnlySet<string> Of(Topology topology) => topology.LoadBalancers
        .SelectMany(loadBalancer => loadBalancer.TargetGroupArns)
        .ToHashSet(StringComparer.Ordinal);
}
