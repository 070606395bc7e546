namespace AlbEmulator.Tests.Support;

/// <summary>
/// A way in which the connection of a client ends in the middle of its requests, which a target is silent to.
/// </summary>
/// <param name="Name">What happens, in words.</param>
/// <param name="Requests">Requests at least that the emulator sees; there may be more.</param>
/// <param name="RunAsync">
/// Connects to a port, asks, and ends or has the other side end the connection. It is told how to wait until the target
/// has its requests.
/// </param>
public sealed record ClientEnding(string Name, int Requests, Func<int, Func<Task>, Task> RunAsync)
{
    /// <summary>Flags of HEADERS: END_STREAM and END_HEADERS.</summary>
    private const byte Whole = 0x5;

    private const byte EndHeaders = 0x4;

    /// <summary>Of HTTP/2, to an HTTPS listener.</summary>
    public static IReadOnlyList<ClientEnding> OfHttp2 { get; } =
    [
        new("far more streams than there may be, at once", 128, (port, _) => SendAsync(port, Asks(400))),
        new("far more streams than there may be, and bodies", 128, (port, _) => SendAsync(port, Asks(400, EndHeaders))),
        new("a frame of DATA on no stream", 3, (port, seen) => SendAsync(port, seen, Frame(0, 0, 0, [1]))),
        new("a frame on an idle stream", 3, (port, seen) => SendAsync(port, seen, Frame(0, 0, 99, [1]))),
        new("an even stream", 3, (port, seen) => SendAsync(port, seen, Frame(1, Whole, 8, Http2RawClient.Head("/even")))),
        new("a PUSH_PROMISE", 3, (port, seen) => SendAsync(port, seen, Frame(5, 0, 1, [0, 0, 0, 2]))),
        new("a CONTINUATION of nothing", 3, (port, seen) => SendAsync(port, seen, Frame(9, 0x4, 1, []))),
        new("a short PING", 3, (port, seen) => SendAsync(port, seen, Frame(6, 0, 0, [1]))),
        new("SETTINGS of five bytes", 3, (port, seen) => SendAsync(port, seen, Frame(4, 0, 0, [1, 2, 3, 4, 5]))),
        new("a window over 2 GB", 3, (port, seen) => SendAsync(port, seen, Frame(8, 0, 0, [0x7f, 0xff, 0xff, 0xff]))),
        new("a window of a stream that grows by 0", 3, (port, seen) => SendAsync(port, seen, Frame(8, 0, 1, new byte[4]))),
        new("more of a body than its window", 3, (port, _) => SendAsync(port, Asks(3, EndHeaders), Bodies(3, 60_000))),
        new("headers that are no HPACK", 3, (port, seen) => SendAsync(port, seen, Frame(1, Whole, 99, [0xff, 0xff, 0xff, 0xff, 0xff]))),
        new("headers of 100 KB", 3, (port, seen) => SendAsync(port, seen, Long(100))),
        new("a flood of CONTINUATION", 3, (port, seen) => SendAsync(port, seen, Flood(20_000))),
        new("streams that are reset as they begin", 1, (port, _) => SendAsync(port, Resets(3000))),
        new("GOAWAY, and the end", 3, (port, seen) => SendAsync(port, seen, Frame(7, 0, 0, new byte[8]))),
        new("a reset stream, and the end", 2, (port, seen) => SendAsync(port, seen, Frame(3, 0, 1, new byte[4]))),
        new("the end in the middle of a frame", 3, (port, seen) => EndAsync(port, seen, [0, 0, 100, 0, 0, 0])),
        new("garbage, and the end", 3, (port, seen) => EndAsync(port, seen, Noise(5000))),
        new("a reset of TCP", 3, async (port, seen) =>
        {
            await using var client = await Http2RawClient.ConnectAsync(port);
            await client.SendAsync(Asks(3));
            await seen();
            client.Reset();
        }),
    ];

    /// <summary>Of HTTP/1, to an HTTP listener.</summary>
    public static IReadOnlyList<ClientEnding> OfHttp1 { get; } =
    [
        new("the end of a request", 1, (port, _) => SendPlainAsync(port, Wire.Get())),
        new("the end in a body", 1, (port, _) => SendPlainAsync(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")),
        new("a chunk that is none", 1, (port, _) => SendPlainAsync(
            port, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n")),
        new("the end in a head", 1, (port, _) => SendPlainAsync(port, "GET / HTTP/1.1\r\nHost: x\r\nA: ")),
        new("many requests at once", 1, (port, _) => SendPlainAsync(port, string.Concat(Enumerable.Repeat(Wire.Get(), 50)))),
        new("garbage", 1, (port, _) => SendPlainAsync(port, "\u0001\u0002\r\n\r\n")),
        new("a reset of TCP", 1, async (port, seen) =>
        {
            await using var client = await RawClient.ConnectAsync(port);
            await client.SendAsync(Wire.Get());
            await seen();
            client.Reset();
        }),
    ];

    /// <summary>Of WebSockets, whose target echoes at <c>/ws</c>.</summary>
    public static IReadOnlyList<ClientEnding> OfWebSockets { get; } =
    [
        new("the end", 1, (port, _) => UpgradeAsync(port, _ => { })),
        new("a reset of TCP", 1, (port, _) => UpgradeAsync(port, client => client.Reset())),
        new("half of the connection", 1, (port, _) => UpgradeAsync(port, client => client.HalfClose())),
    ];

    private static byte[] Frame(byte type, byte flags, int streamId, byte[] payload) =>
        Http2RawClient.Frame(type, flags, streamId, payload);

    private static byte[] Asks(int count, byte flags = Whole) => Join(Enumerable.Range(0, count)
        .Select(index => Frame(1, flags, 1 + (2 * index), Http2RawClient.Head($"/{index}"))));

    private static byte[] Resets(int count) => Join(Enumerable.Range(0, count).Select(index => (byte[])[
        .. Frame(1, Whole, 1 + (2 * index), Http2RawClient.Head($"/{index}")), .. Frame(3, 0, 1 + (2 * index), new byte[4])]));

    private static byte[] Bodies(int streams, int bytes) => Join(Enumerable.Range(0, 4).SelectMany(_ =>
        Enumerable.Range(0, streams).Select(index => Frame(0, 0, 1 + (2 * index), new byte[bytes]))));

    private static byte[] Long(int kilobytes) => Frame(1, Whole, 99, Join(Enumerable.Range(0, kilobytes)
        .Select(index => Http2RawClient.Fields(($"x-{index}", new string('x', 1000)))).Prepend(Http2RawClient.Head("/long"))));

    private static byte[] Flood(int frames) => [
        .. Frame(1, 0, 99, Http2RawClient.Head("/flood")),
        .. Join(Enumerable.Range(0, frames).Select(index => Frame(9, 0, 99, Http2RawClient.Fields(("x", "y"))))),
    ];

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(15).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Join(IEnumerable<byte[]> parts) => [.. parts.SelectMany(part => part)];

    /// <summary>Sends one thing after another; what was sent was read before the next, and before the end.</summary>
    private static async Task SendAsync(int port, params byte[][] parts)
    {
        await using var client = await Http2RawClient.ConnectAsync(port);
        foreach (var part in parts)
        {
            await TrySendAsync(client, part);
            await client.PingAsync();
        }
    }

    /// <summary>Sends that once the target has what was asked of it: a stream that Kestrel has not begun by then has no line.</summary>
    private static async Task SendAsync(int port, Func<Task> seen, byte[] bytes)
    {
        await using var client = await Http2RawClient.ConnectAsync(port);
        await client.SendAsync(Asks(3));
        await seen();
        await TrySendAsync(client, bytes);
        await client.PingAsync();
    }

    /// <summary>The end comes right after these bytes.</summary>
    private static async Task EndAsync(int port, Func<Task> seen, byte[] bytes)
    {
        await using var client = await Http2RawClient.ConnectAsync(port);
        await client.SendAsync(Asks(3));
        await seen();
        await TrySendAsync(client, bytes);
    }

    private static async Task TrySendAsync(Http2RawClient client, byte[] bytes)
    {
        try
        {
            await client.SendAsync(bytes);
        }
        catch (IOException)
        {
            // It was cut already.
        }
    }

    private static async Task SendPlainAsync(int port, string text)
    {
        await using var client = await RawClient.ConnectAsync(port);
        await client.SendAsync(text);
        client.HalfClose();
        await client.ReadEndingAsync();
    }

    private static async Task UpgradeAsync(int port, Action<RawClient> end)
    {
        await using var client = await RawClient.ConnectAsync(port);
        await client.ExchangeAsync(Wire.Upgrade());
        end(client);
    }
}
