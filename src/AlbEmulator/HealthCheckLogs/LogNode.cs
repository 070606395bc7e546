using System.Collections.Frozen;
using AlbEmulator.Model;

namespace AlbEmulator.HealthCheckLogs;

/// <summary>The node of a load balancer that checks targets, as its line names it.</summary>
/// <param name="LoadBalancer"><c>app/NAME/16HEX</c>.</param>
/// <param name="Address">Where its listeners bind; loopback for one that binds every address.</param>
internal sealed record LogNode(string LoadBalancer, string Address)
{
    /// <summary>Of every load balancer that uses a target group, by the group's ARN.</summary>
    public static FrozenDictionary<string, LogNode[]> ByTargetGroup(Topology topology)
    {
        var uses =
            from loadBalancer in topology.LoadBalancers
            let node = new LogNode(loadBalancer.ResourceId, Addresses.Reached(loadBalancer.BindAddresses[0]).ToString())
            from arn in loadBalancer.TargetGroupArns
            group node by arn;
        return uses.ToFrozenDictionary(use => use.Key, use => use.ToArray());
    }
}
