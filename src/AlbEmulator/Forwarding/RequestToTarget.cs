using System.Buffers;
using AlbEmulator.Listeners;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using AlbEmulator.Tracing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What a target gets: the request target as it came, the load balancer's own headers first, then the client's.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html"/>
/// </summary>
internal static class RequestToTarget
{
    private const string XForwardedProto = "X-Forwarded-Proto";
    private const string XForwardedPort = "X-Forwarded-Port";
    private const string Trailers = "trailers";

    public static void Write(AlbRequest request, HttpRequestMessage message, string targetAddress)
    {
        var incoming = request.Context.Request.Headers;
        TlsHeaders.Set(request, incoming);
        var outgoing = message.Headers;
        var isHttp2 = message.Version.Major == 2;
        var uri = RequestTarget.Create(
            targetAddress, request.SentUri.Text, isHttp2, request.Exchange is Http2Exchange);
        uri.Request = request;
        message.RequestUri = uri;
        outgoing.Clear();
        if (ForwardedFor.ToTarget(request) is { Count: > 0 } addresses)
        {
            Add(message, ForwardedFor.Name, addresses);
        }

        outgoing.TryAddWithoutValidation(XForwardedProto, request.Connection.Scheme);
        outgoing.TryAddWithoutValidation(XForwardedPort, request.Listener.PortText);
        outgoing.TryAddWithoutValidation(HeaderNames.Host, request.HostForTarget);
        outgoing.TryAddWithoutValidation(TraceHeader.Name, request.TraceId);

        var isWebSocket = IsWebSocket(incoming);
        if (AddClientHeaders(request, message, incoming))
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.ForwardedInvalidHeaderRequests);
        }

        if (isHttp2 && ConnectionHeader.Has(incoming.TE, Trailers))
        {
            // The one value that HTTP/2 has for it, and without which gRPC servers do not serve.
            outgoing.TryAddWithoutValidation(HeaderNames.TE, Trailers);
        }

        if (request.Exchange.ClosesConnections && !isHttp2 && !isWebSocket)
        {
            // Nothing that this request may have left behind is another's.
            outgoing.ConnectionClose = true;
        }

        if (isWebSocket)
        {
            // YARP adds both to the message, as they stand here.
            incoming.Upgrade = "websocket";
            incoming.Connection = "upgrade";
        }

        if (message.Content is not null && !isHttp2)
        {
            uri.Answer = new EarlyAnswer();
            request.Context.Request.Body =
                new UnansweredBody(request.Context.Request.Body, request.Context.Request.ContentLength, uri.Answer);
        }

        request.HeaderNotes?.Forward(message);
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
        15 => Is(name, ForwardedFor.Name) || Is(name, TraceHeader.Name),
        16 => Is(name, XForwardedPort),
        17 => Is(name, XForwardedProto) || Is(name, HeaderNames.TransferEncoding),
        _ => false,
    };

    public static bool IsWebSocket(IHeaderDictionary incoming) =>
        incoming.Upgrade.Count > 0
        && ConnectionHeader.Has(incoming.Upgrade, "websocket")
        && ConnectionHeader.Has(incoming.Connection, "upgrade");

    /// <summary>Copied at once: Kestrel would keep an enumerator for as long as the connection lives.</summary>
    /// <returns>Whether any has a name that is invalid to an ALB.</returns>
    private static bool AddClientHeaders(AlbRequest request, HttpRequestMessage message, IHeaderDictionary incoming)
    {
        var hasInvalidNames = false;
        var count = incoming.Count;
        var headers = ArrayPool<KeyValuePair<string, StringValues>>.Shared.Rent(count);
        incoming.CopyTo(headers, 0);
        foreach (ref readonly var header in headers.AsSpan(0, count))
        {
            if (!IsWithheld(header.Key))
            {
                hasInvalidNames |= InvalidHeaderFields.IsInvalid(request, header.Key);
                Add(message, header.Key, header.Value);
            }
        }

        ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(headers);
        return hasInvalidNames;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static void Add(HttpRequestMessage message, string name, in StringValues values)
    {
        var added = values.Count == 1
            ? message.Headers.TryAddWithoutValidation(name, values[0])
            : message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        if (!added)
        {
            // A header of the body, or of an empty one that carries it.
            ((TargetUri)message.RequestUri!).OrNoBody(message.Content).Headers
                .TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }
}
