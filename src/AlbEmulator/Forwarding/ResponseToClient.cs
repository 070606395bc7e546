using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;
using HeaderNames = Microsoft.Net.Http.Headers.HeaderNames;

namespace AlbEmulator.Forwarding;

/// <summary>What the client gets of a target's answer: everything but what speaks of the target's connection.</summary>
internal static class ResponseToClient
{
    public static void Write(AlbRequest request, HttpResponseMessage message)
    {
        request.TargetAnsweredAt = request.Connection.Time.GetTimestamp();
        request.TargetStatusCode = (int)message.StatusCode;
        request.IsUpgraded = message.StatusCode == HttpStatusCode.SwitchingProtocols;
        var outgoing = request.Context.Response.Headers;
        if (message is TargetResponse { Head: var head })
        {
            request.HeaderNotes?.Answer(head.Bytes);
            Copy(head.Lines, outgoing, request.IsUpgraded);
            outgoing.ContentLength = Length(message.StatusCode, head.IsCoded ? null : head.ContentLength);
        }
        else
        {
            Copy(message.Headers, outgoing, request);
            Copy(message.Content.Headers, outgoing, request);
            outgoing.ContentLength = Length(message.StatusCode, Told(message));
        }

        request.TargetGroup?.Stickiness?.Remember(request, outgoing.SetCookie);
        if (request.AddedCookies.Count > 0)
        {
            outgoing.SetCookie = StringValues.Concat(request.AddedCookies, outgoing.SetCookie);
        }

        request.Listener.ResponseHeaders?.Write(outgoing);
        if (request.Exchange is Http2Exchange)
        {
            // HTTP/2 has no headers of the connection, and trailers of its own.
            outgoing.Remove(HeaderNames.ProxyConnection);
            outgoing.Remove(HeaderNames.Upgrade);
        }
        else if (!request.IsUpgraded)
        {
            // To HTTP/1.0 only the close tells the end of a body without a length.
            var endsByClose = HttpProtocol.IsHttp10(request.Context.Request.Protocol)
                && outgoing.ContentLength is null;
            outgoing.Connection = request.IsKeptAlive && !endsByClose ? "keep-alive" : "close";
        }

        if (request.Listener.HasDebugHeaders)
        {
            DebugHeaders.Write(request, outgoing);
        }
    }

    /// <summary>Trailers as they end a chunked body.</summary>
    public static byte[] TrailerSection(IHeaderDictionary trailers)
    {
        var section = new StringBuilder();
        foreach (var (name, values) in trailers)
        {
            foreach (var value in values)
            {
                section.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(section.ToString());
    }

    /// <summary>Of the body, as the client is told; null where it is told otherwise, or not at all.</summary>
    /// <param name="status">Of the answer.</param>
    /// <param name="told">As the target tells it.</param>
    private static long? Length(HttpStatusCode status, long? told) => status switch
    {
        // There is none, whatever the target says: Kestrel would wait for it.
        HttpStatusCode.NoContent or HttpStatusCode.SwitchingProtocols => null,
        HttpStatusCode.ResetContent => 0,
        _ => told,
    };

    /// <exception cref="MalformedAnswerException">The target told several, or none that is a number.</exception>
    private static long? Told(HttpResponseMessage message)
    {
        if (!message.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentLength, out var values))
        {
            return null;
        }

        long? length = null;
        foreach (var value in values)
        {
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var told) || (length ?? told) != told)
            {
                throw new MalformedAnswerException("has two lengths, or one that is no number");
            }

            length = told;
        }

        return length;
    }

    private static void Copy(HeaderLines lines, IHeaderDictionary outgoing, bool isUpgraded)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            if (!IsWithheld(lines[index].Known, isUpgraded))
            {
                outgoing.Append(Encoding.Latin1.GetString(lines.Name(index)), Encoding.Latin1.GetString(lines.Value(index)));
            }
        }
    }

    private static void Copy(HttpHeaders headers, IHeaderDictionary outgoing, AlbRequest request)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            StringValues answered = values.Count == 1 ? values.ToString() : new StringValues([.. values]);
            request.HeaderNotes?.Answer(name, answered);
            if (!IsWithheld(name, request.IsUpgraded))
            {
                // Content headers and others do not share names, so that nothing is overwritten.
                outgoing[name] = answered;
            }
        }
    }

    private static bool IsWithheld(HeaderName name, bool isUpgraded) => name switch
    {
        HeaderName.Upgrade or HeaderName.Connection => !isUpgraded,
        HeaderName.KeepAlive or HeaderName.ContentLength or HeaderName.TransferEncoding => true,
        _ => false,
    };

    private static bool IsWithheld(string name, bool isUpgraded) => name.Length switch
    {
        7 => Is(name, HeaderNames.Upgrade) && !isUpgraded,
        10 => (Is(name, HeaderNames.Connection) && !isUpgraded) || Is(name, HeaderNames.KeepAlive),
        14 => Is(name, HeaderNames.ContentLength),
        17 => Is(name, HeaderNames.TransferEncoding),
        _ => false,
    };

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
