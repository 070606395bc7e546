using System.Globalization;

namespace AlbEmulator.Tests.Support;

/// <summary>Requests that a <see cref="Mutator"/> begins with, each with the mark of its exchange.</summary>
public static class RequestSamples
{
    /// <summary>Those that a mutation is to meet the parser's edges with.</summary>
    public static IReadOnlyList<Func<string, string>> All { get; } =
    [
        mark => Wire.Get("/a/b?c=d&e=%2F", "User-Agent: curl/8.5.0", "Accept: */*", Line(mark)),
        mark => Wire.Post("/post", $"hello, {mark}", "Content-Type: text/plain", Line(mark)),
        mark => Wire.PostChunked($"/chunked?{mark}", "hello", "world", mark),
        mark => Wire.Get("/trace", "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678;CalledFrom=app", Line(mark)),
        mark => Wire.Get(
            "/forwarded", "X-Forwarded-For: 127.0.0.4, 127.0.0.8", "X-Forwarded-Proto: https", "Cookie: a=b; c=d", Line(mark)),
        mark => Wire.Request("HEAD", $"/head/{mark}", "Connection: close"),
        _ => Wire.Upgrade(),
        mark => $"GET http://absolute.example:80/{mark} HTTP/1.1\r\nHost: other\r\n\r\n",
        mark => $"GET /old HTTP/1.0\r\n{Line(mark)}\r\n\r\n",
        _ => "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        mark => Wire.Post("/expect", $"hello {mark}", "Expect: 100-continue"),
        mark => Wire.Get($"/1/{mark}") + Wire.Get("/2", Line(mark)),
        mark => Wire.Post("/1", mark, Line(mark)) + Wire.PostChunked("/2", mark),
        mark => Chunked(mark, $"5;name=value\r\nhello\r\n{Size(mark)};q=\"a;b\"\r\n{mark}\r\n0;last\r\n\r\n"),
        mark => Chunked(mark, $"{Size(mark)}\r\n{mark}\r\n0\r\nX-Trailer: {mark}\r\nContent-Length: 3\r\n\r\n"),
        mark => Chunked(mark, $"1\r\nh\r\n0004\r\nello\r\n00000000000000{Size(mark)}\r\n{mark}\r\n000\r\n\r\n"),
        mark => Chunked(mark, $"{Size(mark).ToUpperInvariant()} \r\n{mark}\r\n0\r\n\r\n"),
        mark => Chunked(mark, $"{Size(mark)}\r\n{mark}\r"),
        mark => Chunked(mark, "2"),
        mark => Wire.Get("/long", $"X-Long: {new string('x', 9000)}", Line(mark)),
        mark => Wire.Get($"/{new string('y', 5000)}", Line(mark)),
        mark => Wire.Get("/many", [.. Enumerable.Range(0, 150).Select(i => $"X-{i}: {i}"), Line(mark)]),
        mark => Wire.Post(
            "/repeated", mark, Line(mark), Line(mark), "Accept: a", "Accept: b", "X-A: 1", "X-B: 2", "X-A: 3", "Cookie: a", "Cookie: b"),
        mark => Wire.Post("/lengths", mark, $"Content-Length: {mark.Length}", Line(mark)),
        mark => Wire.Post("/both", $"{Size(mark)}\r\n{mark}\r\n0\r\n\r\n", "Transfer-Encoding: chunked", Line(mark)),
        mark => Wire.Get("/folded", "X-Folded: one", " two", $"\tX-Mark: {mark}", "X-After: y", Line(mark)),
        mark => $"POST /line-feeds HTTP/1.1\nHost: x\n{Line(mark)}\nContent-Length: {mark.Length}\n\n{mark}",
        mark => $"POST http://user@absolute.example/{mark}?a#b HTTP/1.1\r\nHost: other\r\nContent-Length: 5\r\n\r\nhello",
        mark => Old("GET", mark, "") + Old("POST", mark, mark) + Old("GET", mark, ""),
        mark => Wire.Request("DELETE", $"/{mark}", "Content-Length: 0", "X_Y: z", "X.Y: z", "a@b: c"),
        mark => Wire.Request("get", $"/{mark}//a/../b?\u00fc", "X: \u0001\u00fc\t"),
        // A request within a body, which nobody is to take for one.
        mark => Wire.Post("/within", Wire.Get($"/inner/{mark}", Line(mark)), Line(mark)),
        mark => Wire.PostChunked("/within", Wire.Get("/inner", Line(mark)), $"0\r\n\r\n{Wire.Get("/inner", Line(mark))}"),
    ];

    /// <summary>What is put between the bytes of a request.</summary>
    public static IReadOnlyList<string> Tokens { get; } =
    [
        "\0", "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ";", ",", "%", "%00", "%2e%2e", "\u0080", "\u0085", "\u00a0", "\u00ff",
        "\v", "\f", "-1", "0x", "+", "_", "18446744073709551616", "Content-Length: 1\r\n", "Content-Length: 17\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n", "Connection: close\r\n",
        "Connection: keep-alive, Content-Length\r\n", "Host: y\r\n", "HTTP/9.9", "HTTP/1.0", "[::1", "*", "0\r\n\r\n", "\r\n0\r\n",
        "5;x=y\r\n", "\r\n folded", "Expect: 100-continue\r\n", "Upgrade: websocket\r\nConnection: Upgrade\r\n", "\"",
    ];

    private static string Line(string mark) => $"X-Mark: {mark}";

    private static string Size(string text) => text.Length.ToString("x", CultureInfo.InvariantCulture);

    private static string Chunked(string mark, string body) =>
        $"POST /chunked HTTP/1.1\r\nHost: example.com\r\n{Line(mark)}\r\nTransfer-Encoding: chunked\r\n\r\n{body}";

    private static string Old(string method, string mark, string body) =>
        $"{method} /old HTTP/1.0\r\nConnection: keep-alive\r\n{Line(mark)}\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
