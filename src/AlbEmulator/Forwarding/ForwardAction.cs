using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The action <c>forward</c>: YARP chooses the target and passes the request on; what goes wrong becomes an ALB's answer.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions"/>
/// </summary>
internal static class ForwardAction
{
    /// <summary>As the log names it.</summary>
    public const string Name = "forward";

    public static async Task ExecuteAsync(AlbRequest request, TargetGroupSnapshot targetGroup)
    {
        var context = request.Context;
        request.TargetGroup = targetGroup;
        request.ActionsExecuted = Name;
        context.SetEndpoint(targetGroup.Endpoint);
        await targetGroup.Endpoint.RequestDelegate!(context);
        request.Target = context.GetReverseProxyFeature().ProxiedDestination?.DestinationId;
        if (context.Features.Get<IForwarderErrorFeature>() is { } error)
        {
            ForwardingErrors.Answer(request, error);
        }
        else if (request.Exchange is Http1Exchange exchange
            && context.Features.Get<IHttpResponseTrailersFeature>() is { Trailers.Count: > 0 } trailers)
        {
            exchange.Writer.EndWith(ResponseToClient.TrailerSection(trailers.Trailers));
        }
    }
}
