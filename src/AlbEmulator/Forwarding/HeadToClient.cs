using AlbEmulator.FrontEndConnections;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The head of a target's answer as a client of HTTP/1 gets it, in its bytes: Date, Content-Type, where the body ends and
/// Connection, then the load balancer's cookies, then what the target said in its order and case.
/// </summary>
internal static class HeadToClient
{
    public static void Write(AlbRequest request, Http1Exchange exchange, ResponseHead head)
    {
        var length = ResponseToClient.Length(head.Status, head.IsCoded ? null : head.ContentLength);
        var output = exchange.Response.BeginHead(length, request.IsKeptAlive);
        head.WriteStatus(output);
        WriteFirst(exchange, head.Lines, output);
        if (!request.IsUpgraded)
        {
            exchange.Response.WriteFraming(length);
        }

        request.TargetGroup?.Stickiness?.Remember(request, Cookies(head.Lines));
        for (var index = 0; index < request.AddedCookies.Count; index++)
        {
            output.WriteLine("Set-Cookie", request.AddedCookies[index]!);
        }

        WriteLines(request, head.Lines, output);
        if (request.Listener.ResponseHeaders is { } listener)
        {
            output.Write(listener.Lines);
        }

        output.Write(DebugHeaders.Lines(request));
        exchange.Response.EndHead();
    }

    private static void WriteFirst(Http1Exchange exchange, HeaderLines lines, WireBuffer output)
    {
        var date = lines.Find(HeaderName.Date);
        output.WriteLine("Date"u8, date < 0 ? DateText.Of(exchange.Now) : lines.Value(date));
        for (var index = lines.Find(HeaderName.ContentType); index >= 0; index = lines.Find(HeaderName.ContentType, index + 1))
        {
            output.WriteLine("Content-Type"u8, lines.Value(index));
        }
    }

    private static void WriteLines(AlbRequest request, HeaderLines lines, WireBuffer output)
    {
        var replaced = request.Listener.ResponseHeaders;
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Known is not (HeaderName.Date or HeaderName.ContentType)
                && !IsWithheld(lines[index].Known, request.IsUpgraded)
                && (replaced is null || !replaced.Replaces(lines.NameText(index)))
                && (!request.Listener.HasDebugHeaders || !DebugHeaders.IsOne(lines.NameText(index))))
            {
                output.WriteLine(lines.Name(index), lines.Value(index));
            }
        }
    }

    /// <summary>What speaks of the target's connection; one that was upgraded is the client's too.</summary>
    private static bool IsWithheld(HeaderName name, bool isUpgraded) =>
        KnownHeaders.IsOfConnection(name) && !(isUpgraded && name is (HeaderName.Upgrade or HeaderName.Connection));

    private static StringValues Cookies(HeaderLines lines)
    {
        List<string>? cookies = null;
        for (var index = lines.Find(HeaderName.SetCookie); index >= 0; index = lines.Find(HeaderName.SetCookie, index + 1))
        {
            (cookies ??= []).Add(lines.ValueText(index));
        }

        return cookies is null ? default : HeaderLists.Values(cookies);
    }
}
