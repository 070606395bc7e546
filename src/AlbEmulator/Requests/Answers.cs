using System.Buffers;
using AlbEmulator.FrontEndConnections;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Requests;

/// <summary>Every answer that the load balancer itself gives goes out here, in an ALB's bytes.</summary>
internal static class Answers
{
    /// <summary>Answers a request with the page of an error. The connection stays open if the client wants it so.</summary>
    public static void Give(AlbRequest request, int statusCode, Failure failure)
    {
        request.Failure = failure;
        Give(
            request,
            AnswerPage.For(statusCode, request.Context.Request.Headers.UserAgent),
            request.IsKeptAlive && statusCode is not (400 or 408 or 413),
            location: null,
            request.SessionCookies);
    }

    /// <summary>Answers a request as its rule says.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="location">Where a redirect leads, one byte in each character; null for none.</param>
    /// <param name="cookies">Values of Set-Cookie lines; null for none.</param>
    public static void Give(AlbRequest request, Answer answer, string? location = null, IReadOnlyList<string>? cookies = null) =>
        Give(request, answer, request.IsKeptAlive, location, cookies ?? request.SessionCookies);

    /// <summary>Names the load balancer in an answer of its own, unless the listener is to keep it to itself.</summary>
    public static void Sign(AlbRequest request, IHeaderDictionary response) =>
        response.Server = request.Listener.ResponseHeaders is null or { HasServer: true } ? Answer.Server : default(StringValues);

    private static void Give(AlbRequest request, Answer answer, bool keepAlive, string? location, IReadOnlyList<string> cookies)
    {
        request.StatusCode = answer.StatusCode;
        request.Context.Response.Clear();
        request.Context.Response.StatusCode = answer.StatusCode;
        switch (request.Exchange)
        {
            case Http1Exchange exchange:
                Replace(request, exchange, answer, keepAlive, location, cookies);
                break;
            case Http2Exchange:
                Write(request, answer, location, cookies);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Replace(
        AlbRequest request, Http1Exchange exchange, Answer answer, bool keepAlive, string? location, IReadOnlyList<string> cookies)
    {
        var rendered = answer.Render(
            keepAlive,
            exchange.IsHead,
            request.Connection.Time.GetUtcNow(),
            location,
            request.Listener.ResponseHeaders,
            string.Concat(cookies.Select(static cookie => $"Set-Cookie: {cookie}\r\n")) + DebugHeaders.Lines(request));
        exchange.Response.Answer(rendered, keepAlive);
        request.HeaderNotes?.Return(rendered.Span);
    }

    /// <summary>HTTP/2 has one form for every header, so that Kestrel's bytes are as good as an ALB's.</summary>
    private static void Write(AlbRequest request, Answer answer, string? location, IReadOnlyList<string> cookies)
    {
        var response = request.Context.Response;
        Sign(request, response.Headers);
        response.Headers.Date = request.Connection.Time.GetUtcNow().ToString("R");
        response.Headers.Location = location;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        foreach (var cookie in cookies)
        {
            response.Headers.Append(HeaderNames.SetCookie, cookie);
        }

        request.Listener.ResponseHeaders?.Write(response.Headers);

        if (request.Listener.HasDebugHeaders)
        {
            DebugHeaders.Write(request, response.Headers);
        }

        if (answer.ContentType is { } contentType)
        {
            response.ContentType = contentType;
            response.ContentLength = answer.Body.Length;
        }

        if (!HttpMethods.IsHead(request.Context.Request.Method))
        {
            response.BodyWriter.Write(answer.Body.Span);
        }
    }
}
