using System.Net;
using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// The HTTP client that speaks to the targets of a group over HTTP/2: connections are opened when they are needed and kept
/// for other requests.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#http-connections"/>
/// </summary>
internal static class TargetHttpClient
{
    /// <summary>
    /// A connection of HTTP/2 whose target says nothing for so long is asked for a sign of life, since all requests would
    /// go to it: the shortest time that servers of gRPC take from a client that has nothing to say.
    /// <see href="https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md#server-enforcement"/>
    /// </summary>
    private static readonly TimeSpan SilenceUntilPing = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>It adds nothing of its own, and takes every byte of a header as one character, both ways.</summary>
    /// <param name="targetGroupArn">Whose targets they are.</param>
    /// <param name="policy">Of TLS with them; null for none.</param>
    /// <param name="connector">Opens its connections.</param>
    public static HttpMessageHandler Create(string targetGroupArn, SslPolicy? policy, TargetConnector connector) =>
        new StreamedBody.Handler(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            MaxResponseHeadersLength = HeaderLimits.EntireResponseHeaderKilobytes,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = (connection, cancellationToken) =>
                connector.ConnectHttp2Async(targetGroupArn, policy, connection.DnsEndPoint, cancellationToken),
            PlaintextStreamFilter = TargetHttp2Stream.Below,
            KeepAlivePingDelay = SilenceUntilPing,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        });
}
