using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>The target whose turn it is with a request, and how it was found.</summary>
/// <param name="Target">Which one.</param>
/// <param name="Routable">Those it was chosen from.</param>
/// <param name="IsSticky">Whether the client belongs to it.</param>
internal readonly record struct TargetChoice(RegisteredTarget Target, RoutableTargets Routable, bool IsSticky)
{
    /// <summary>The target to which the client belongs, or the one whose turn it is; null where there is none.</summary>
    public static TargetChoice? Of(AlbRequest request, TargetGroupSnapshot targetGroup)
    {
        var routable = targetGroup.Targets.Routable;
        return targetGroup.Stickiness?.Recall(request, routable) is { } sticky ? new(sticky, routable, IsSticky: true)
            : targetGroup.Targets.Choose(routable) is { } chosen ? new(chosen, routable, IsSticky: false)
            : null;
    }

    /// <summary>It is the request's from now on, and counted.</summary>
    public RegisteredTarget Take(AlbRequest request, TargetGroupSnapshot targetGroup)
    {
        var (group, loadBalancer) = (targetGroup.TargetGroup, request.Listener.Metrics);
        request.Target = Target;
        targetGroup.Metrics.AddRequest(group.TargetType == TargetType.Lambda ? 0 : Routable.Share, Routable.IsFailOpen);
        if (!IsSticky && targetGroup.Stickiness is not null)
        {
            loadBalancer.Add(LoadBalancerCounter.NonStickyRequests);
            if (group.Attributes.Stickiness is TargetStickiness.ApplicationCookie)
            {
                loadBalancer.Add(LoadBalancerCounter.AppCookieNonStickiness);
            }
        }

        return Target;
    }
}
