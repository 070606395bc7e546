using AlbEmulator.BackEndConnections;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What a target gets: the request target as it came, the load balancer's own headers first, then the client's.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html"/>
/// </summary>
internal static class RequestToTarget
{
    public const string XForwardedProto = "X-Forwarded-Proto";
    public const string XForwardedPort = "X-Forwarded-Port";

    public static void Write(AlbRequest request, HttpRequestMessage message, string targetAddress)
    {
        TlsHeaders.Set(request, request.Context.Request.Headers);
        if (message.Version.Major == 2)
        {
            Http2ToTarget.Write(request, message, targetAddress);
        }
        else
        {
            var uri = TargetUri.Borrow(request);
            uri.ContentLength = HeadToTarget.Write(request, uri.Bytes, message.Content is not null);
            message.RequestUri = uri;
        }

        request.SentToTargetAt = request.Connection.Time.GetTimestamp();
    }

    /// <summary>
    /// Headers that the load balancer writes itself, and those that speak of the client's connection. TE and
    /// Keep-Alive are not documented: nginx, on which an ALB's behaviour looks to be built, withholds them.
    /// </summary>
    public static bool IsWithheld(HeaderName name) => name is HeaderName.Te or HeaderName.Host or HeaderName.Expect
        or HeaderName.Upgrade or HeaderName.Connection or HeaderName.KeepAlive or HeaderName.TransferEncoding
        or HeaderName.XForwardedFor or HeaderName.XForwardedPort or HeaderName.XForwardedProto or HeaderName.XAmznTraceId;

    /// <inheritdoc cref="IsWithheld(HeaderName)"/>
    public static bool IsWithheld(string name) => IsWithheld(KnownHeaders.Of(name));
}
