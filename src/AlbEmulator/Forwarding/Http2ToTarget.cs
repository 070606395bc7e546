using System.Buffers;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using AlbEmulator.Tracing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding;

/// <summary>What an HTTP/2 target gets, as a message of the HTTP client.</summary>
internal static class Http2ToTarget
{
    private const string Trailers = "trailers";

    public static void Write(AlbRequest request, HttpRequestMessage message, string targetAddress)
    {
        var incoming = request.Context.Request.Headers;
        var outgoing = message.Headers;
        message.RequestUri = new Http2TargetUri(targetAddress, request);
        outgoing.Clear();
        if (ForwardedFor.ToTarget(request) is { Count: > 0 } addresses)
        {
            Add(message, ForwardedFor.Name, addresses);
        }

        outgoing.TryAddWithoutValidation(RequestToTarget.XForwardedProto, request.Connection.Scheme);
        outgoing.TryAddWithoutValidation(RequestToTarget.XForwardedPort, request.Listener.PortText);
        outgoing.TryAddWithoutValidation(HeaderNames.Host, request.HostForTarget);
        outgoing.TryAddWithoutValidation(TraceHeader.Name, request.TraceId);
        if (AddClientHeaders(request, message, incoming))
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.ForwardedInvalidHeaderRequests);
        }

        if (ConnectionHeader.Has(incoming.TE, Trailers))
        {
            // The one value that HTTP/2 has for it, and without which gRPC servers do not serve.
            outgoing.TryAddWithoutValidation(HeaderNames.TE, Trailers);
        }

        request.HeaderNotes?.Forward(message);
    }

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
            if (!RequestToTarget.IsWithheld(header.Key))
            {
                hasInvalidNames |= InvalidHeaderFields.IsInvalid(request, header.Key);
                Add(message, header.Key, header.Value);
            }
        }

        ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(headers);
        return hasInvalidNames;
    }

    private static void Add(HttpRequestMessage message, string name, in StringValues values)
    {
        var added = values.Count == 1
            ? message.Headers.TryAddWithoutValidation(name, values[0])
            : message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        if (!added)
        {
            // A header of the body, or of an empty one that carries it.
            ((Http2TargetUri)message.RequestUri!).OrNoBody(message.Content).Headers
                .TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }
}
