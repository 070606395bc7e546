using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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
        TargetExchange.TakeCloseBack(message.Headers);
        Copy(message.Headers, outgoing, request);
        Copy(message.Content.Headers, outgoing, request);
        outgoing.ContentLength = Length(message);

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

        if (message.Headers.TransferEncodingChunked == true && request.Exchange is Http1Exchange)
        {
            // Where YARP puts the trailers of the target, if any come.
            request.Context.Features.Set<IHttpResponseTrailersFeature>(new Trailing());
        }
    }

    /// <summary>Of the body, as the client is told; null where it is told otherwise, or not at all.</summary>
    /// <exception cref="MalformedAnswerException">The target told several, or none that is a number.</exception>
    private static long? Length(HttpResponseMessage message)
    {
        if (message.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.SwitchingProtocols)
        {
            // There is none, whatever the target says: Kestrel would wait for it.
            return null;
        }

        if (message.StatusCode == HttpStatusCode.ResetContent)
        {
            return 0;
        }

        if (!message.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentLength, out var values)
            || message.Headers.NonValidated.Contains(HeaderNames.TransferEncoding))
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

    private static bool IsWithheld(string name, bool isUpgraded) => name.Length switch
    {
        7 => Is(name, HeaderNames.Upgrade) && !isUpgraded,
        10 => (Is(name, HeaderNames.Connection) && !isUpgraded) || Is(name, HeaderNames.KeepAlive),
        14 => Is(name, HeaderNames.ContentLength),
        17 => Is(name, HeaderNames.TransferEncoding),
        _ => false,
    };

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private sealed class Trailing : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
