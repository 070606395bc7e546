using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>A connection of HTTP/2 for one health check, and what is sent on it.</summary>
internal static class Http2Connection
{
    private const int LongestHeadKilobytes = ResponseHeadReader.LongestHead / 1024;

    /// <summary>The path is sent as it was written.</summary>
    public static Uri UriOf(IPEndPoint endPoint, HealthCheck settings)
    {
        var scheme = settings.Protocol == TargetGroupProtocol.Https ? "https" : "http";
        return new Uri(
            $"{scheme}://{endPoint}{settings.Path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    /// <summary>Its connection is opened with the request, and closed when it is disposed.</summary>
    public static HttpMessageInvoker Open(IPEndPoint endPoint) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = LongestHeadKilobytes,
        SslOptions = Tls.Anyone(endPoint),
    });

    public static HttpRequestMessage Request(HttpMethod method, Uri uri)
    {
        var request = new HttpRequestMessage(method, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", ProbeRequest.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", ProbeRequest.AcceptEncoding);
        return request;
    }
}
