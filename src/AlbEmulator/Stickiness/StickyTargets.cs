using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Keeps each client with the target of a group that was chosen for it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html"/>
/// </summary>
internal abstract class StickyTargets
{
    /// <summary>What the attributes of a group ask for; null for nothing.</summary>
    public static StickyTargets? Of(TargetGroup targetGroup) => targetGroup.Attributes.Stickiness switch
    {
        null => null,
        TargetStickiness.LoadBalancerCookie cookie => new LoadBalancerCookie(targetGroup.Arn, cookie.Duration),
        TargetStickiness.ApplicationCookie cookie =>
            new ApplicationCookie(targetGroup.Arn, cookie.CookieName, cookie.Duration),
        var other => throw new InvalidOperationException($"{other} is no stickiness."),
    };

    /// <summary>What is left of it in a rule that forwards to several groups: an application's cookie does not work there.</summary>
    public StickyTargets? AmongGroups => this is ApplicationCookie ? null : this;

    /// <summary>The target to which the client belongs; null where one is to be chosen.</summary>
    public abstract RegisteredTarget? Recall(AlbRequest request, RoutableTargets routable);

    /// <summary>
    /// Adds the cookies that tell the client to which target it belongs, each time anew. Only what a target answered has
    /// them: whether an ALB's own answers do is not known.
    /// </summary>
    /// <param name="request">With the target that answered.</param>
    /// <param name="targetCookies">Set-Cookie lines of the target.</param>
    public abstract void Remember(AlbRequest request, in StringValues targetCookies);
}
