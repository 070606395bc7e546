namespace AlbEmulator.Tests.Desync;

/// <summary>
/// Requests that differ from a good one in one thing: method, version, target, a byte of a header, framing, chunks. None
/// announces a body that is longer than what a test sends behind it.
/// </summary>
internal static class GeneratedRequests
{
    private static readonly string[] Methods =
    [
        "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PRI", "get", "Get", "pOST", "head",
        "M-SEARCH", "X", "A_B", "a.b", "!#$%&'*+-.^_`|~", "GET\t", "\tGET", " GET", "G@T", "", "GE:T", "(GET)", "GET,", "GET/",
        "\u00fcGET", "G\u007fT", "G\0T", new('A', 31), new('A', 32), new('A', 500),
    ];

    private static readonly string[] Versions =
    [
        "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/1.9", "HTTP/0.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.9", "HTTP/1.1 ", "HTTP/1.1\t",
        " HTTP/1.1", "\tHTTP/1.1", "http/1.1", "Http/1.1", "HTTP/11", "HTTP/1.", "HTTP/.1", "HTTP/1", "HTTP/1.1x", "HTTP/1.10",
        "HTTP /1.1", "HTTP/ 1.1", "HTTP/01.1", "HTTP/1.01", "HTTP/1,1", "HTTP", "", "FTP/1.1", "HTTPS/1.1", "HTTP/1.1 x",
        "HTTP/1.1\0", "HTTP/1.1\u00a0", "HTTP/a.b",
    ];

    private static readonly string[] Targets =
    [
        "/", "/a", "//a", "/a//b", "/a/../b", "/a/./b", "/%2e%2e/b", "/..", "/a%", "/a%2", "/a%zz", "/%2F", "/%00", "/a%00b",
        "/%20", "/a?", "/?a=b&c", "/a??b", "/?%00", "/a#b", "/a?b#c", "#a", "*", "**", "a", "a/b", "?a", "http://h/", "http://h",
        "http://h?a", "http://h:80/x", "http://h:8080/x?y", "http://h:/x", "HTTP://h/x", "https://h/x", "ftp://h/x",
        "http://u@h/x", "http://u:p@h/", "http:///x", "http://h:99999/x", "http://[::1]/x", "http://[::1/x", "http://h/a b",
        "http://h/\u00fc", "http:/h", "http:h", "h:80", "h", "/\u00fc", "/\u00c3\u00bc", "/\u0080", "/\u00ff?\u00ff", "/a\tb",
        "/a b", "/a\u000bb", "/a\\b", "/a|b", "/{a}", "/\"a\"", "/<a>", "/^`", "/~a", "/a;b=c", "/a:b", "/@a", "/%41", "/%c3%bc",
        "/%ff", "/a\u007f", "/" + new string('a', 8000), "/" + new string('a', 9000), "/?" + new string('a', 15_000),
        "/" + new string('a', 17_000),
    ];

    private static readonly string[] Lines =
    [
        "X:y", "X: y ", "X:  y\t", "X:", "X: ", "X", "X y", ":", ": y", " : y", " X: y", "\tX: y", "X : y", "X\t: y", "X: y: z",
        "X:: y", "X;y", "X: a\r\nX: b", "X: a\r\nx: b", "X: a\r\nY: b\r\nX: c", "Accept: a\r\nAccept: b",
        "Accept: a\r\nX: y\r\nUser-Agent: z", "Cookie: a\r\nCookie: b", "accept: a", "ACCEPT: a", "X: y\r\n z", "X: y\r\n\tz: a",
        "X: y\r\n ", "X: y\r\n Y: z\r\n A: b", "X:\r\n y", "X: a,b\r\nX: c", "Connection: close", "Connection: keep-alive",
        "Connection: X-Foo\r\nX-Foo: y", "Connection: Content-Length", "Connection: , ,x", "Keep-Alive: 5",
        "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA",
        "Upgrade: x", "TE: trailers", "TE: gzip", "Trailer: X", "Proxy-Connection: close", "Proxy-Authorization: x",
        "Authorization: x", "Expect: 100-continue", "Expect: x", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: x",
        "X-Forwarded-Port: 1", "X-Forwarded-Host: x", "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678",
        "Content-Type: text/plain", "Content-Type: a\r\nContent-Type: b", "Content-Encoding: gzip", "Content-Language: en",
        "Allow: GET", "Expires: 0", "Last-Modified: x", "Content-Disposition: x", "Date: x", "If-None-Match: \"a\", \"b\"",
        "Range: bytes=0-1", "Referer: http://x/", "Via: 1.1 x", "X: " + new string('x', 8000), "X: " + new string('x', 15_000),
        "X: " + new string('x', 17_000), "X: " + new string('x', 33_000),
        string.Join("\r\n", Enumerable.Range(0, 90).Select(i => $"X-{i}: y")),
        string.Join("\r\n", Enumerable.Range(0, 110).Select(i => $"X-{i}: y")),
        string.Join("\r\n", Enumerable.Range(0, 3).Select(i => $"X-{i}: {new string('y', 9000)}")),
        string.Join("\r\n", Enumerable.Range(0, 5).Select(i => $"X-{i}: {new string('y', 9000)}")),
        string.Join("\r\n", Enumerable.Range(0, 8).Select(i => $"X-{i}: {new string('y', 9000)}")),
    ];

    private static readonly string[] Hosts =
    [
        "x", "X.Y", "x:80", "x:8080", "x:", "x:0", "x:99999", "x:abc", "x y", "x/y", "u@x", "x?", "x#", "[::1]", "[::1]:80",
        "[::1", "::1", "a_b", "*", "", "\u00fc", "x,y", "127.0.0.1", "-x", "x.", "x-", "_", "x;y", "x=y", "x+y", "1", "1.2",
        "256.256.256.256", "0x7f.1", "xn--a", new('x', 63), new('x', 64), "x%41", "\"x\"", "x\u0001",
    ];

    private static readonly string[] Lengths =
    [
        "0", "5", "05", "+5", "-5", "5 ", "\t5", "5,5", "5, 5", "5;", "5.0", "0x5", "5e0", "", "abc", "5\u00a0", "\u0665", "4",
        "6",
    ];

    private static readonly string[] Codings =
    [
        "chunked", "Chunked", " chunked\t", "identity", "gzip", "gzip, chunked", "chunked, gzip", "chunked, chunked", "chunked,",
        ",chunked", "identity, chunked", "chunked;q=1", "\"chunked\"", "xchunked", "chunkedx", "chunked chunked", "", "deflate",
        "compress", "x",
    ];

    private static readonly string[] Chunks =
    [
        "5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n", "05\r\nhello\r\n0\r\n\r\n",
        "0000000000000005\r\nhello\r\n0\r\n\r\n", "00000000000000005\r\nhello\r\n0\r\n\r\n", "a\r\nhellohello\r\n0\r\n\r\n",
        "A\r\nhellohello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", "5\t\r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5;\r\nhello\r\n0\r\n\r\n",
        "5;a\r\nhello\r\n0\r\n\r\n", "5;a=b\r\nhello\r\n0\r\n\r\n", "5;a=\"b\"\r\nhello\r\n0\r\n\r\n",
        "5 ;a\r\nhello\r\n0\r\n\r\n", "5;a=\"b\r\nhello\r\n0\r\n\r\n", "5;a\nb\r\nhello\r\n0\r\n\r\n",
        "5;a\rb\r\nhello\r\n0\r\n\r\n", "5;\u0001\r\nhello\r\n0\r\n\r\n", "3a\r\nhello\r\n0\r\n\r\n", "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "5\r\nhello\r\n0\n\r\n", "5\r\nhello\r\n0\r\n\n", "5\rhello\r\n0\r\n\r\n",
        "5\r\nhello\r0\r\n\r\n", "5\r\nhelloo\r\n0\r\n\r\n", "5\r\nhell\r\n0\r\n\r\n", "g\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n", ";a\r\nhello\r\n0\r\n\r\n", "5,\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n00\r\n\r\n",
        "5\r\nhello\r\n0;a\r\n\r\n", "5\r\nhello\r\n0 \r\n\r\n", "5\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: y\r\nZ: a\r\n\r\n", "5\r\nhello\r\n0\r\nContent-Length: 1\r\n\r\n",
        "5\r\nhello\r\n0\r\nTransfer-Encoding: x\r\n\r\n", "5\r\nhello\r\n0\r\nno colon\r\n\r\n",
        "5\r\nhello\r\n0\r\n X: y\r\n\r\n", "5\r\nhello\r\n0\r\nX : y\r\n\r\n", "5\r\nhello\r\n0\r\nX: y\n\r\n",
        "5\r\nhello\r\n0\r\nHost: y\r\n\r\n", "0\r\n\r\n", "80000000\r\nhello", "ffffffffffffffff\r\nhello",
        "10000000000000000\r\nhello", $"5;{new string('a', 100)}\r\nhello\r\n0\r\n\r\n",
        $"5;{new string('a', 5000)}\r\nhello\r\n0\r\n\r\n", $"5\r\nhello\r\n0\r\nX: {new string('y', 5000)}\r\n\r\n",
    ];

    private static readonly string[] Lays =
    [
        "GET / HTTP/1.1\nHost: x\n\n", "GET / HTTP/1.1\r\nHost: x\r\n\n", "GET / HTTP/1.1\r\nHost: x\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\r\n\r\n", "GET / HTTP/1.1\r\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\n\rHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\r\n", "GET / HTTP/1.1\rHost: x\r\r", "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\rGET / HTTP/1.1\r\nHost: x\r\n\r\n", "\0GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u00ef\u00bb\u00bfGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET  /  HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", "GET /\r\n\r\n", "GET\r\n\r\n", "GET / \r\nHost: x\r\n\r\n",
        "/ HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Methods.Select(method => $"{method} / HTTP/1.1\r\nHost: x\r\n\r\n"),
        .. Versions.Select(version => $"GET / {version}\r\nHost: x\r\n\r\n"),
        .. Targets.Select(target => $"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n"),
        .. from method in (string[])["OPTIONS", "CONNECT", "POST"]
           from target in (string[])["*", "h:80", "http://h/x"]
           select $"{method} {target} HTTP/1.1\r\nHost: x\r\n\r\n",
        .. Enumerable.Range(0, 256).Select(value => $"GET / HTTP/1.1\r\nHost: x\r\nX{(char)value}Y: z\r\n\r\n"),
        .. Enumerable.Range(0, 256).Select(value => $"GET / HTTP/1.1\r\nHost: x\r\nX: y{(char)value}z\r\n\r\n"),
        .. Lines.Select(line => $"GET / HTTP/1.1\r\nHost: x\r\n{line}\r\n\r\n"),
        .. Lines.Select(line => Post($"{line}\r\nContent-Length: 5", "hello")),
        .. Hosts.Select(host => $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        .. Hosts.Select(host => $"GET http://h/x HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        .. from version in (string[])["1.0", "1.1"]
           from length in Lengths
           select Post($"Connection: keep-alive\r\nContent-Length: {length}", "hello", version),
        .. from version in (string[])["1.0", "1.1"]
           from coding in Codings
           select Post($"Connection: keep-alive\r\nTransfer-Encoding: {coding}", Chunks[0], version),
        .. Lengths.Select(length => Post($"Content-Length: 5\r\nContent-Length: {length}", "hello")),
        .. Lengths.Select(length => Post($"Transfer-Encoding: chunked\r\nContent-Length: {length}", Chunks[0])),
        .. Codings.Select(coding => Post($"Transfer-Encoding: {coding}\r\nContent-Length: 5", Chunks[0])),
        .. Codings.Select(coding => Post($"Transfer-Encoding: chunked\r\nTransfer-Encoding: {coding}", Chunks[0])),
        .. from method in (string[])["GET", "HEAD", "DELETE", "OPTIONS", "PUT"]
           from rest in (string[])["Content-Length: 5\r\n\r\nhello", "Content-Length: 0\r\n\r\n", $"Transfer-Encoding: chunked\r\n\r\n{Chunks[0]}"]
           select $"{method} / HTTP/1.1\r\nHost: x\r\n{rest}",
        .. Chunks.Select(chunks => Post("Transfer-Encoding: chunked", chunks)),
        .. Lays,
    ];

    private static string Post(string headers, string body, string version = "1.1") =>
        $"POST / HTTP/{version}\r\nHost: x\r\n{headers}\r\n\r\n{body}";
}
