using AlbEmulator.Faults;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Listeners;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The action <c>forward</c>: a target of the group is chosen, YARP passes the request on, and what goes wrong becomes an
/// ALB's answer.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions"/>
/// </summary>
internal static class ForwardAction
{
    /// <summary>As the log names it.</summary>
    public const string Name = "forward";

    public static Task ExecuteAsync(AlbRequest request, TargetGroupSnapshot targetGroup) =>
        request.Listener.Faults.Of(request, targetGroup.TargetGroup) is { } fault
            ? ForwardAsync(request, targetGroup, fault)
            : ForwardAsync(request, targetGroup);

    /// <summary>By itself, since what is captured here takes room.</summary>
    private static Task ForwardAsync(AlbRequest request, TargetGroupSnapshot targetGroup, InjectedFault fault) =>
        FaultedAction.ExecuteAsync(request, fault, targetGroup, faulted => ForwardAsync(faulted, targetGroup));

    private static async Task ForwardAsync(AlbRequest request, TargetGroupSnapshot targetGroup)
    {
        var context = request.Context;
        request.TargetGroup = targetGroup;
        request.Execute(Name);
        if (!ProtocolMatch.Fits(request, targetGroup.TargetGroup))
        {
            Answers.Give(request, AnswerPage.ProtocolMismatch, ProtocolMatch.Failure(request, targetGroup.TargetGroup));
            return;
        }

        if (Choose(request, targetGroup) is not { } target)
        {
            ForwardingErrors.Answer(request, StatusCodes.Status503ServiceUnavailable, NoTarget.In(targetGroup));
            return;
        }

        request.Target = target;
        if (targetGroup.TargetGroup.TargetType == TargetType.Lambda)
        {
            // The topology may have another way to invoke a function that stayed registered.
            var function = targetGroup.TargetGroup.Targets is [var wanted] ? wanted : target.Target;
            await context.RequestServices.GetRequiredService<LambdaForwarding>().ForwardAsync(request, function);
            return;
        }

        await targetGroup.Client!.ForwardAsync(request, target);
        var error = context.Features.Get<IForwarderErrorFeature>();
        if (error is not null)
        {
            ForwardingErrors.Answer(request, error);
        }
        else if (request.Exchange is Http1Exchange exchange
            && context.Features.Get<IHttpResponseTrailersFeature>() is { Trailers.Count: > 0 } trailers)
        {
            exchange.Response.EndWith(TrailerSection.Write(trailers.Trailers));
        }

        if (ForwardingErrors.Outcome(request, error) is { } hasFailed)
        {
            target.Record(hasFailed);
        }
    }

    /// <summary>The target to which the client belongs, or the one whose turn it is; null where there is none.</summary>
    public static RegisteredTarget? Choose(AlbRequest request, TargetGroupSnapshot targetGroup)
    {
        var routable = targetGroup.Targets.Routable;
        var sticky = targetGroup.Stickiness?.Recall(request, routable);
        var target = sticky ?? targetGroup.Targets.Choose(routable);
        if (target is null)
        {
            return null;
        }

        var (group, loadBalancer) = (targetGroup.TargetGroup, request.Listener.Metrics);
        targetGroup.Metrics.AddRequest(group.TargetType == TargetType.Lambda ? 0 : routable.Share, routable.IsFailOpen);
        if (sticky is null && targetGroup.Stickiness is not null)
        {
            loadBalancer.Add(LoadBalancerCounter.NonStickyRequests);
            if (group.Attributes.Stickiness is TargetStickiness.ApplicationCookie)
            {
                loadBalancer.Add(LoadBalancerCounter.AppCookieNonStickiness);
            }
        }

        return target;
    }
}
