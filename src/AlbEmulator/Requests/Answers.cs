using System.Globalization;
using System.Text;
using AlbEmulator.Listeners;

namespace AlbEmulator.Requests;

/// <summary>
/// Every answer that the load balancer itself gives goes out here, in an ALB's bytes: status line, Server, Date,
/// Content-Type, Content-Length, Connection, page.
/// </summary>
internal static class Answers
{
    /// <summary>Answers a request in place of a target. The connection stays open if the client wants it so.</summary>
    public static void Give(AlbRequest request, int statusCode)
    {
        var context = request.Context;
        var keepAlive = request.IsKeptAlive && statusCode is not (400 or 408);
        var isHead = HttpMethods.IsHead(context.Request.Method);
        request.Connection.Writer.Replace(Render(
            AnswerPage.Of(statusCode),
            context.Request.Headers.UserAgent,
            keepAlive,
            isHead,
            request.Connection.Time,
            DebugHeaders.Lines(request)));
        // What Kestrel believes it sends, so that it keeps or closes the connection as we say.
        context.Response.Clear();
        context.Response.StatusCode = statusCode;
        context.Response.ContentLength = 0;
        context.Response.Headers.Connection = keepAlive ? "keep-alive" : "close";
    }

    /// <summary>Answers what the parser could not read, and closes the connection. Returns the bytes that go out.</summary>
    public static int Reject(ClientConnection connection, int statusCode, string? userAgent)
    {
        var answer = Render(AnswerPage.Of(statusCode), userAgent, keepAlive: false, isHead: false, connection.Time);
        connection.Writer.Replace(answer);
        return answer.Length;
    }

    private static byte[] Render(
        AnswerPage page, string? userAgent, bool keepAlive, bool isHead, TimeProvider time, string more = "")
    {
        var body = page.For(userAgent);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            HTTP/1.1 {page.StatusCode} {page.Reason}
            Server: awselb/2.0
            Date: {time.GetUtcNow():R}
            Content-Type: text/html
            Content-Length: {body.Length}
            Connection: {(keepAlive ? "keep-alive" : "close")}{more}


            """).ReplaceLineEndings("\r\n");
        return isHead ? Encoding.ASCII.GetBytes(head) : [.. Encoding.ASCII.GetBytes(head), .. body.Span];
    }
}
