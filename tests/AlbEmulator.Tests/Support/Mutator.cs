using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>Makes requests that are wrong in every way, the same ones for the same seed.</summary>
public sealed class Mutator(int seed)
{
    private static readonly byte[][] Corpus =
    [
        .. new[]
        {
            Wire.Get("/a/b?c=d&e=%2F", "User-Agent: curl/8.5.0", "Accept: */*"),
            Wire.Post("/post", "hello, body", "Content-Type: text/plain"),
            Wire.PostChunked("/chunked", "hello", "world"),
            Wire.Get("/trace", "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678;CalledFrom=app"),
            Wire.Get("/forwarded", "X-Forwarded-For: 127.0.0.4, 127.0.0.8", "X-Forwarded-Proto: https", "Cookie: a=b; c=d"),
            Wire.Request("HEAD", "/head", "Connection: close"),
            Wire.Upgrade(),
            "GET http://absolute.example:80/x HTTP/1.1\r\nHost: other\r\n\r\n",
            "GET /old HTTP/1.0\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
            Wire.Post("/expect", "hello", "Expect: 100-continue"),
            Wire.Get("/1") + Wire.Get("/2"),
        }.Select(Encoding.Latin1.GetBytes),
    ];

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\0", "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ";", ",", "%", "%00", "%2e%2e", "\u0080", "\u00ff", "-1", "0x",
            "18446744073709551616", "Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n", "Host: y\r\n", "HTTP/9.9", "[::1", "*",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request: one to four changes to a valid one, and one in four cut short.</summary>
    public byte[] Next()
    {
        var bytes = Corpus[_random.Next(Corpus.Length)].ToList();
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
        {
            Change(bytes);
        }

        if (_random.Next(4) == 0)
        {
            bytes = bytes[.._random.Next(bytes.Count + 1)];
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 12), bytes.Count - at);
        switch (_random.Next(6))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(at, bytes.GetRange(_random.Next(bytes.Count - length + 1), length));
                break;
            case 2:
                bytes.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                break;
            case 3 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 4:
                bytes.InsertRange(at, Corpus[_random.Next(Corpus.Length)]);
                break;
            default:
                bytes.InsertRange(at, Enumerable.Repeat((byte)_random.Next(256), _random.Next(1, 300)));
                break;
        }
    }
}
