using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Listeners;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
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

    /// <summary>The step in YARP's pipeline that leaves it one choice.</summary>
    public static Task ToChosenTarget(HttpContext context, RequestDelegate next)
    {
        context.GetReverseProxyFeature().AvailableDestinations = AlbRequest.Of(context).Target!.Destination;
        return next(context);
    }

    public static async Task ExecuteAsync(AlbRequest request, TargetGroupSnapshot targetGroup)
    {
        var context = request.Context;
        request.TargetGroup = targetGroup;
        request.ActionsExecuted = Name;
        if (!ProtocolMatch.Fits(request, targetGroup.TargetGroup))
        {
            Answers.Give(request, AnswerPage.ProtocolMismatch);
            return;
        }

        var targets = targetGroup.Targets;
        if ((targetGroup.Stickiness?.Recall(request, targets.Routable) ?? targets.Choose()) is not { } target)
        {
            ForwardingErrors.Answer(request, StatusCodes.Status503ServiceUnavailable);
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

        context.SetEndpoint(targetGroup.Endpoint);
        await targetGroup.Endpoint.RequestDelegate!(context);
        var error = context.Features.Get<IForwarderErrorFeature>();
        if (error is not null)
        {
            ForwardingErrors.Answer(request, error);
        }
        else if (request.Exchange is Http1Exchange exchange
            && context.Features.Get<IHttpResponseTrailersFeature>() is { Trailers.Count: > 0 } trailers)
        {
            exchange.Writer.EndWith(ResponseToClient.TrailerSection(trailers.Trailers));
        }

        if (ForwardingErrors.Outcome(request, error) is { } hasFailed)
        {
            target.Record(hasFailed);
        }
    }
}
