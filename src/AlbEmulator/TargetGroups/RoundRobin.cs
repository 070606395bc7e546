using AlbEmulator.Requests;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// The default routing algorithm, <c>round_robin</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm"/>
/// </summary>
internal sealed class RoundRobin : ILoadBalancingPolicy
{
    public const string PolicyName = "round_robin";

    public string Name => PolicyName;

    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations) =>
        availableDestinations.Count == 0
            ? null
            : AlbRequest.Of(context).TargetGroup!.Rotation.Next(availableDestinations);
}
