using System.Net;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The HTTP clients that speak to targets: connections are opened when they are needed and kept for other requests.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#http-connections"/>
/// </summary>
internal sealed class TargetHttpClients(TargetConnector connector) : ForwarderHttpClientFactory
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        var targetGroupArn = YarpProjection.TargetGroupArn(context.ClusterId);
        var policy = YarpProjection.TargetPolicy(context.ClusterId);
        handler.ConnectCallback = (connection, cancellationToken) =>
            connector.ConnectAsync(targetGroupArn, policy, connection, cancellationToken);
        handler.PlaintextStreamFilter = TargetHttp2Stream.Below;
        handler.MaxResponseHeadersLength = HeaderLimits.EntireResponseHeaderKilobytes;
        handler.ConnectTimeout = Timeout.InfiniteTimeSpan;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ActivityHeadersPropagator = null;
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new StreamedBody.Handler(base.WrapHandler(context, new ClosingHandler(handler, Unpooled(context))));

    /// <summary>The same as YARP makes, but each of its connections carries one request.</summary>
    private SocketsHttpHandler Unpooled(ForwarderHttpClientContext context)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        ConfigureHandler(context, handler);
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return handler;
    }
}
