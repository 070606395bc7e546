using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.FrontEndConnections;
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
        request.Listener.Faults.AreNone ? ForwardAsync(request, targetGroup) : new FaultedForward(targetGroup).ExecuteAsync(request);

    /// <param name="request">Whose rule is known.</param>
    /// <param name="targetGroup">Where it goes.</param>
    /// <param name="chosen">The target, where somebody had to know it before; it is chosen otherwise.</param>
    public static Task ForwardAsync(AlbRequest request, TargetGroupSnapshot targetGroup, TargetChoice? chosen = null)
    {
        request.TargetGroup = targetGroup;
        request.Execute(Name);
        if (!ProtocolMatch.Fits(request, targetGroup.TargetGroup))
        {
            Answers.Give(request, AnswerPage.ProtocolMismatch, ProtocolMatch.Failure(request, targetGroup.TargetGroup));
            return Task.CompletedTask;
        }

        if ((chosen ?? TargetChoice.Of(request, targetGroup)) is not { } choice)
        {
            ForwardingErrors.Answer(request, StatusCodes.Status503ServiceUnavailable, NoTarget.In(targetGroup));
            return Task.CompletedTask;
        }

        return SendAsync(request, targetGroup, choice.Take(request, targetGroup));
    }

    private static async Task SendAsync(AlbRequest request, TargetGroupSnapshot targetGroup, RegisteredTarget target)
    {
        var context = request.Context;
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
            exchange.Response.EndWith(trailers.Trailers);
        }

        if (ForwardingErrors.Outcome(request, error) is { } hasFailed)
        {
            target.Record(hasFailed);
        }
    }
}
