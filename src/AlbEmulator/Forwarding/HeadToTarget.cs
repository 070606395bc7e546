using System.Buffers;
using System.Buffers.Text;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Http1;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using AlbEmulator.Tracing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The head that an HTTP/1.1 target gets, in its bytes: what the client sent stays as it came, in its order; what came over
/// HTTP/2 has names in lower case.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration"/>
/// </summary>
internal static class HeadToTarget
{
    /// <returns>Bytes of the body, as the head tells; null where it has chunks.</returns>
    public static long? Write(AlbRequest request, WireBuffer head, bool hasBody)
    {
        var incoming = request.Context.Request.Headers;
        head.Write(request.Context.Request.Method);
        head.Write(" "u8);
        head.Write(request.SentUri.Text);
        head.Write(" HTTP/1.1\r\n"u8);
        WriteOwn(request, head, incoming);
        var told = incoming is WireHeaders wire ? Told(wire) : incoming.ContentLength;
        var contentLength = hasBody ? told : 0;
        var isHttp2 = request.Exchange is Http2Exchange;
        if (contentLength is null)
        {
            head.Write(isHttp2 ? "transfer-encoding: chunked\r\n"u8 : "Transfer-Encoding: chunked\r\n"u8);
        }
        else if (told is { } length)
        {
            head.Write(isHttp2 ? "content-length: "u8 : "Content-Length: "u8);
            head.Write(length);
            head.Write("\r\n"u8);
        }

        if (incoming is WireHeaders lines ? WriteLines(request, head, lines) : WriteAll(request, head, incoming))
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.ForwardedInvalidHeaderRequests);
        }

        if (ConnectionHeader.IsWebSocket(request.Context))
        {
            head.Write("Connection: upgrade\r\nUpgrade: websocket\r\n"u8);
        }

        head.Write("\r\n"u8);
        return contentLength;
    }

    private static void WriteOwn(AlbRequest request, WireBuffer head, IHeaderDictionary incoming)
    {
        if (ForwardedFor.ToTarget(request) is { Count: > 0 } addresses)
        {
            head.WriteLine(ForwardedFor.Name, addresses is [{ } one] ? one : string.Join(", ", addresses.ToArray()));
        }

        head.WriteLine(RequestToTarget.XForwardedProto, request.Connection.Scheme);
        head.WriteLine(RequestToTarget.XForwardedPort, request.Listener.PortText);
        if (request.PreservesHost && incoming.Host is { Count: > 1 } hosts)
        {
            foreach (var host in hosts)
            {
                head.WriteLine(HeaderNames.Host, host ?? "");
            }
        }
        else
        {
            head.WriteLine(HeaderNames.Host, request.HostForTarget);
        }

        head.WriteLine(TraceHeader.Name, request.TraceId ?? "");
    }

    /// <summary>The length that the client tells of its body; null where it tells none.</summary>
    private static long? Told(WireHeaders incoming)
    {
        var index = incoming.Find(HeaderName.ContentLength);
        return index >= 0 && Utf8Parser.TryParse(incoming.Lines.Value(index), out long length, out _) ? length : null;
    }

    /// <returns>Whether any has a name that is invalid to an ALB.</returns>
    private static bool WriteLines(AlbRequest request, WireBuffer head, WireHeaders incoming)
    {
        var hasInvalidNames = false;
        var lines = incoming.Lines;
        for (var index = 0; index < lines.Count; index++)
        {
            if (!incoming.IsRemoved(index) && !IsWithheld(lines[index].Known))
            {
                var name = lines.Name(index);
                hasInvalidNames |= !InvalidHeaderFields.IsValid(name);
                if (incoming.Changed(index) is { } changed)
                {
                    head.WriteLine(name, changed);
                }
                else
                {
                    head.WriteLine(name, lines.Value(index));
                }
            }
        }

        return incoming.Set.Count > 0 ? hasInvalidNames | WriteAll(request, head, incoming.Set) : hasInvalidNames;
    }

    /// <summary>Copied at once: Kestrel would keep an enumerator for as long as the connection lives.</summary>
    /// <returns>Whether any has a name that is invalid to an ALB.</returns>
    private static bool WriteAll(AlbRequest request, WireBuffer head, IHeaderDictionary incoming)
    {
        var isHttp2 = request.Exchange is Http2Exchange;
        var hasInvalidNames = false;
        var count = incoming.Count;
        var headers = ArrayPool<KeyValuePair<string, StringValues>>.Shared.Rent(count);
        incoming.CopyTo(headers, 0);
        foreach (ref readonly var header in headers.AsSpan(0, count))
        {
            var (name, values) = header;
            if (IsWithheld(KnownHeaders.Of(name)))
            {
                continue;
            }

            hasInvalidNames |= InvalidHeaderFields.IsInvalid(request, name);
            if (isHttp2 && values.Count > 1 && name == HeaderNames.Cookie)
            {
                // One header in pieces (RFC 9113, 8.2.3).
                values = string.Join("; ", values.ToArray());
            }

            foreach (var value in values)
            {
                head.WriteLine(name, value ?? "", isHttp2);
            }
        }

        ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(headers, clearArray: true);
        return hasInvalidNames;
    }

    /// <summary>The length of the body stands among the load balancer's own lines.</summary>
    private static bool IsWithheld(HeaderName name) => name == HeaderName.ContentLength || RequestToTarget.IsWithheld(name);
}
