using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Testing.Inside;

/// <summary>
/// A server in memory as a target: it gets each request as the load balancer sent it, with its host, and its answer goes back as it
/// comes. YARP does so, since what of a message belongs to a connection stands in no handler.
/// </summary>
internal static class HandlerTarget
{
    private static readonly ForwarderRequestConfig AsItCame = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // The load balancer has a time-out, and nobody else.
        ActivityTimeout = Timeout.InfiniteTimeSpan,
    };

    public static RequestDelegate Of(HttpMessageHandler handler, IHttpForwarder forwarder)
    {
        var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        return async context =>
        {
            var host = context.Request.Host;
            await forwarder.SendAsync(context, $"http://{(host.HasValue ? host.ToUriComponent() : "localhost")}", invoker, AsItCame, WithHost.Transformer);
            if (context.GetForwarderErrorFeature()?.Exception is { } exception && !context.RequestAborted.IsCancellationRequested)
            {
                throw new AlbException("The handler failed.", exception);
            }
        };
    }

    private sealed class WithHost : HttpTransformer
    {
        public static WithHost Transformer { get; } = new();

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
        }
    }
}
