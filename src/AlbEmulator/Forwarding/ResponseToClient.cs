using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AlbEmulator.BackEndConnections;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
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
        var head = (message as TargetResponse)?.Head;
        if (head is not null)
        {
            request.HeaderNotes?.Answer(head.Bytes);
            if (request.Exchange is Http1Exchange exchange)
            {
                HeadToClient.Write(request, exchange, head);
                return;
            }
        }

        WriteHttp2(request, message, head);
    }

    private static void WriteHttp2(AlbRequest request, HttpResponseMessage message, ResponseHead? head)
    {
        var outgoing = request.Context.Response.Headers;
        if (head is not null)
        {
            Copy(head.Lines, outgoing);
            outgoing.ContentLength = Length(head.Status, head.IsCoded ? null : head.ContentLength);
        }
        else
        {
            Copy(message.Headers, outgoing, request);
            Copy(message.Content.Headers, outgoing, request);
            outgoing.ContentLength = Length((int)message.StatusCode, Told(message));
        }

        if (request.TargetStatusCode == StatusCodes.Status205ResetContent)
        {
            // What a target sends with it goes nowhere.
            request.Context.Response.Body = Stream.Null;
        }

        request.TargetGroup?.Stickiness?.Remember(request, outgoing.SetCookie);
        if (request.AddedCookies.Count > 0)
        {
            outgoing.SetCookie = StringValues.Concat(request.AddedCookies, outgoing.SetCookie);
        }

        request.Listener.ResponseHeaders?.Write(outgoing);
        // HTTP/2 has no headers of the connection, and trailers of its own.
        outgoing.Remove(HeaderNames.ProxyConnection);
        if (request.Listener.HasDebugHeaders)
        {
            DebugHeaders.Write(request, outgoing);
        }
    }

    /// <summary>Of the body, as the client is told; null where it is told otherwise, or not at all.</summary>
    /// <param name="status">Of the answer.</param>
    /// <param name="told">As the target tells it.</param>
    public static long? Length(int status, long? told) => status switch
    {
        // There is none, whatever the target says: Kestrel would wait for it.
        StatusCodes.Status204NoContent or StatusCodes.Status101SwitchingProtocols => null,
        StatusCodes.Status205ResetContent => 0,
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

    private static void Copy(HeaderLines lines, IHeaderDictionary outgoing)
    {
        List<KeyValuePair<string, string>>? others = null;
        for (var index = 0; index < lines.Count; index++)
        {
            if (!KnownHeaders.IsOfConnection(lines[index].Known)
                && lines.NameText(index) is var name && !outgoing.TryAdd(name, lines.ValueText(index)))
            {
                (others ??= []).Add(new(name, lines.ValueText(index)));
            }
        }

        foreach (var (name, values) in HeaderLists.Of(others ?? []))
        {
            outgoing[name] = StringValues.Concat(outgoing[name], values);
        }
    }

    private static void Copy(HttpHeaders headers, IHeaderDictionary outgoing, AlbRequest request)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            StringValues answered = values.Count == 1 ? values.ToString() : new StringValues([.. values]);
            request.HeaderNotes?.Answer(name, answered);
            if (!KnownHeaders.IsOfConnection(KnownHeaders.Of(name)))
            {
                // Content headers and others do not share names, so that nothing is overwritten.
                outgoing[name] = answered;
            }
        }
    }
}
