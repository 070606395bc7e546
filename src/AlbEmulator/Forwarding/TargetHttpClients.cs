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
    /// <summary>
    /// A connection of HTTP/2 whose target says nothing for so long is asked for a sign of life, since all requests would
    /// go to it: the shortest time that servers of gRPC take from a client that has nothing to say.
    /// <see href="https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md#server-enforcement"/>
    /// </summary>
    private static readonly TimeSpan SilenceUntilPing = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

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
        handler.KeepAlivePingDelay = SilenceUntilPing;
        handler.KeepAlivePingTimeout = PingTimeout;
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
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
