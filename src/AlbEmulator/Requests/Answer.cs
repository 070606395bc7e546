using System.Buffers;
using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Requests;

/// <summary>
/// An answer that the load balancer itself gives, made ready but for what differs from request to request: status line,
/// Server, Date, Content-Type, Content-Length, Connection, of redirects Location, other headers, then the body.
/// </summary>
internal sealed class Answer
{
    /// <summary>How an ALB calls itself.</summary>
    public const string Server = "awselb/2.0";

    private readonly byte[] _statusLine;
    private readonly byte[] _afterDate;
    private readonly byte[] _body;

    public Answer(int statusCode, string? contentType, byte[] body)
    {
        StatusCode = statusCode;
        // nginx sends a 204 without a body and without the two headers of one, and so a 304 that was not its own.
        HasBody = statusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);
        _body = HasBody ? body : [];
        ContentType = HasBody ? contentType : null;
        // The blank behind the code stays where there is no phrase.
        _statusLine = Encoding.ASCII.GetBytes($"HTTP/1.1 {statusCode} {ReasonPhrases.Of(statusCode)}\r\n");
        var type = contentType is null ? "" : $"\r\nContent-Type: {contentType}";
        _afterDate = Encoding.Latin1.GetBytes(HasBody
            ? $"{type}\r\nContent-Length: {body.Length}\r\nConnection: "
            : "\r\nConnection: ");
    }

    private static ReadOnlySpan<byte> ServerLine => "Server: awselb/2.0\r\n"u8;

    public int StatusCode { get; }

    /// <summary>Whether it tells how long its body is, be it empty.</summary>
    public bool HasBody { get; }

    /// <summary>Null where there is no body.</summary>
    public string? ContentType { get; }

    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>What follows, one byte in each character; a name may come again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The bytes that go to the client.</summary>
    /// <param name="keepAlive">Whether the connection stays open.</param>
    /// <param name="isHead">Whether it answers HEAD: the same head, and no body.</param>
    /// <param name="now">For Date.</param>
    /// <param name="location">Where a redirect leads, one byte in each character; null for none.</param>
    /// <param name="listener">What its listener changes in headers; null for nothing.</param>
    /// <param name="more">Header lines that follow, each with its end.</param>
    public ReadOnlyMemory<byte> Render(
        bool keepAlive,
        bool isHead,
        DateTimeOffset now,
        string? location = null,
        ResponseHeaders? listener = null,
        string more = "")
    {
        const int DateAndConnection = 56;
        var rendered = new ArrayBufferWriter<byte>(
            _statusLine.Length + ServerLine.Length + _afterDate.Length + _body.Length + DateAndConnection
            + (location?.Length + 16 ?? 0) + (listener?.Lines.Length ?? 0));
        rendered.Write(_statusLine);
        if (listener is null or { HasServer: true })
        {
            rendered.Write(ServerLine);
        }

        rendered.Write("Date: "u8);
        rendered.Write(DateText.Of(now));
        rendered.Write(_afterDate);
        rendered.Write(keepAlive ? "keep-alive\r\n"u8 : "close\r\n"u8);
        if (location is not null)
        {
            rendered.Write("Location: "u8);
            Encoding.Latin1.GetBytes(location, rendered);
            rendered.Write("\r\n"u8);
        }

        foreach (var (name, value) in Headers)
        {
            if (listener is null || !listener.Replaces(name))
            {
                Encoding.Latin1.GetBytes($"{name}: {value}\r\n", rendered);
            }
        }

        if (listener is not null)
        {
            Encoding.Latin1.GetBytes(listener.Lines, rendered);
        }

        if (more.Length > 0)
        {
            Encoding.Latin1.GetBytes(more, rendered);
        }

        rendered.Write("\r\n"u8);
        if (!isHead)
        {
            rendered.Write(_body);
        }

        return rendered.WrittenMemory;
    }
}
