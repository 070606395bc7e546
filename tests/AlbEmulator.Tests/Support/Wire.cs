namespace AlbEmulator.Tests.Support;

/// <summary>Requests as text, to the byte.</summary>
public static class Wire
{
    /// <summary><c>GET</c> with Host <c>example.com</c> and these header lines.</summary>
    public static string Get(string target = "/", params string[] headers) => Request("GET", target, headers);

    /// <summary>A request without a body.</summary>
    public static string Request(string method, string target, params string[] headers) =>
        Request("example.com", method, target, headers);

    /// <summary>A request without a body to a host.</summary>
    public static string Request(string host, string method, string target, string[] headers) =>
        $"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{Lines(headers)}\r\n";

    /// <summary>A request with a body of announced length.</summary>
    public static string Post(string target, string body, params string[] headers) =>
        $"POST {target} HTTP/1.1\r\nHost: example.com\r\nContent-Length: {body.Length}\r\n{Lines(headers)}\r\n{body}";

    /// <summary>A request with a chunked body.</summary>
    public static string PostChunked(string target, params string[] chunks) =>
        $"POST {target} HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n"
        + string.Concat(chunks.Select(chunk => $"{chunk.Length:x}\r\n{chunk}\r\n"))
        + "0\r\n\r\n";

    /// <summary>What a browser sends to open a WebSocket.</summary>
    public static string Upgrade(string target = "/ws") => Get(
        target,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13");

    private static string Lines(string[] headers) => string.Concat(headers.Select(header => header + "\r\n"));
}
