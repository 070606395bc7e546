using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

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
    public static bool IsWithheld(string name) => name.Length switch
    {
        2 => Is(name, HeaderNames.TE),
        4 => Is(name, HeaderNames.Host),
        6 => Is(name, HeaderNames.Expect),
        7 => Is(name, HeaderNames.Upgrade),
        10 => Is(name, HeaderNames.Connection) || Is(name, HeaderNames.KeepAlive),
        15 => Is(name, ForwardedFor.Name) || Is(name, Tracing.TraceHeader.Name),
        16 => Is(name, XForwardedPort),
        17 => Is(name, XForwardedProto) || Is(name, HeaderNames.TransferEncoding),
        _ => false,
    };

    public static bool IsWebSocket(IHeaderDictionary incoming) =>
        incoming.Upgrade is { Count: > 0 } upgrade
        && ConnectionHeader.Has(upgrade, "websocket")
        && ConnectionHeader.Has(incoming.Connection, "upgrade");

    /// <summary>Whether the client may speak WebSocket from here on, and wants to.</summary>
    public static bool IsWebSocket(HttpContext context) =>
        IsWebSocket(context.Request.Headers) && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
