using System.Globalization;

namespace AlbEmulator.Tests.Support;

/// <summary>Answers of targets that a <see cref="Mutator"/> begins with, each with the mark of the request it is for.</summary>
public static class AnswerSamples
{
    public static IReadOnlyList<Func<string, string>> All { get; } =
    [
        mark => Ok(mark),
        mark => Ok(mark, "Content-Type: text/plain", "Server: x", "Date: Sat, 28 Nov 2026 00:00:00 GMT"),
        mark => Ok(mark, "Connection: close"),
        mark => Ok(mark, "Connection: keep-alive", "Keep-Alive: timeout=5"),
        mark => Chunked(mark, $"{Size(mark)}\r\n{mark}\r\n0\r\n\r\n"),
        mark => Chunked(mark, $"1\r\nx\r\n{Size(mark)}\r\n{mark}\r\n3\r\nabc\r\n0\r\n\r\n"),
        mark => Chunked(mark, $"{Size(mark)};name=value\r\n{mark}\r\n0;last\r\n\r\n"),
        mark => Chunked(mark, $"{Size(mark)}\r\n{mark}\r\n0\r\nX-Trailer: {mark}\r\nX-Other: y\r\n\r\n"),
        mark => Chunked(mark, $"00000{Size(mark).ToUpperInvariant()}\r\n{mark}\r\n0000\r\n\r\n"),
        mark => Chunked(mark, $"{Size(mark)}\r\n{mark}\r\n"),
        mark => $"HTTP/1.1 204 No Content\r\nX-Mark: {mark}\r\n\r\n",
        mark => $"HTTP/1.1 204 No Content\r\nX-Mark: {mark}\r\nContent-Length: {mark.Length}\r\n\r\n{mark}",
        mark => $"HTTP/1.1 304 Not Modified\r\nX-Mark: {mark}\r\nETag: \"{mark}\"\r\nContent-Length: {mark.Length}\r\n\r\n",
        mark => $"HTTP/1.1 304 Not Modified\r\nX-Mark: {mark}\r\nTransfer-Encoding: chunked\r\n\r\n{Size(mark)}\r\n{mark}\r\n0\r\n\r\n",
        // As HEAD is answered.
        mark => $"HTTP/1.1 200 OK\r\nX-Mark: {mark}\r\nContent-Length: {mark.Length}\r\n\r\n",
        mark => $"HTTP/1.1 200 OK\r\nX-Mark: {mark}\r\nTransfer-Encoding: chunked\r\n\r\n",
        mark => $"HTTP/1.1 100 Continue\r\n\r\n{Ok(mark)}",
        mark => $"HTTP/1.1 103 Early Hints\r\nLink: </{mark}>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n{Ok(mark)}",
        mark => $"HTTP/1.1 103 Early Hints\r\nX-Mark: {mark}\r\nContent-Length: {mark.Length}\r\n\r\n{mark}",
        mark => $"HTTP/1.1 200 OK\r\nX-Mark: {mark}\r\n\r\n{mark}",
        mark => $"HTTP/1.0 200 OK\r\nX-Mark: {mark}\r\n\r\n{mark}",
        mark => $"HTTP/1.1 200 OK\r\nConnection: close\r\nX-Mark: {mark}\r\n\r\n{mark}",
        mark => $"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: {mark.Length}\r\n\r\n{mark}",
        mark => Ok(mark, [.. Enumerable.Range(0, 120).Select(i => $"X-{i}: {i}")]),
        mark => Ok(mark, $"X-Long: {new string('x', 9000)}"),
        mark => Ok(mark, $"X-Long: {new string('x', 40_000)}"),
        mark => Ok(mark, "Set-Cookie: a=b", $"Set-Cookie: c={mark}; Path=/", "set-cookie: a=b", "X-A: 1", "Vary: a", "X-A: 2", "Vary: b"),
        mark => Ok(mark, "X-Folded: one", " two", $"\tX-Mark: {mark}", "X-After: y"),
        mark => Ok(mark, $"Content-Length: {mark.Length}"),
        mark => Ok(mark, "Transfer-Encoding: chunked"),
        mark => $"HTTP/1.1 200 OK\nX-Mark: {mark}\nContent-Length: {mark.Length}\n\n{mark}",
        mark => $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Mark: {mark}\r\n\r\n{mark}",
        mark => $"HTTP/1.1 101 Switching Protocols\r\n\r\n{Ok(mark)}",
        mark => Status("200", mark),
        mark => Status("201 ", mark),
        mark => Status("299 Odd", mark),
        mark => Status("302 Found", mark, "Location: /elsewhere"),
        mark => Status("418 I'm a teapot \u00fc", mark),
        mark => Status("500 Internal Server Error", mark),
        mark => Status("599 x", mark),
        mark => Status("600 x", mark),
        mark => Status("999 x", mark),
        mark => Status("099 x", mark),
        mark => Status("1000 x", mark),
        mark => Status("413 Payload Too Large", mark, "Connection: close"),
        // More than one is no answer to anybody.
        mark => Ok(mark) + Ok(mark),
        mark => Chunked(mark, $"{Size(mark)}\r\n{mark}\r\n0\r\n\r\n") + Ok(mark),
        mark => $"HTTP/1.1 204 No Content\r\n\r\n{Ok(mark)}",
        mark => Ok(mark) + "\r\n",
        mark => Ok($"HTTP/1.1 200 OK\r\nContent-Length: {mark.Length}\r\n\r\n{mark}"),
    ];

    /// <summary>What is put between the bytes of an answer.</summary>
    public static IReadOnlyList<string> Tokens { get; } =
    [
        "\0", "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ";", ",", "\u0080", "\u0085", "\u00ff", "\v", "-1", "0x", "+",
        "18446744073709551616", "Content-Length: 1\r\n", "Content-Length: 17\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: identity\r\n", "Connection: close\r\n", "Connection: Upgrade\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\n", "0\r\n\r\n", "\r\n0\r\n", "5;x=y\r\n", "\r\n folded", "Set-Cookie: x=y\r\n", "\"",
    ];

    /// <summary>200 with the mark for a body.</summary>
    public static string Ok(string mark, params string[] headers) => Status("200 OK", mark, headers);

    private static string Status(string status, string mark, params string[] headers) =>
        $"HTTP/1.1 {status}\r\nContent-Length: {mark.Length}\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n{mark}";

    private static string Chunked(string mark, string body) =>
        $"HTTP/1.1 200 OK\r\nX-Mark: {mark}\r\nTransfer-Encoding: chunked\r\n\r\n{body}";

    private static string Size(string text) => text.Length.ToString("x", CultureInfo.InvariantCulture);
}
