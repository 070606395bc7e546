namespace AlbEmulator.Tests.Support;

/// <summary>What a target of HTTP/2 does to a request that is not as HTTP/2 has it, or never ends.</summary>
/// <param name="Name">In words.</param>
/// <param name="Reply">What it does on a stream.</param>
public sealed record HostileHttp2Answer(string Name, Func<Http2RawTargetConnection, int, Task> Reply)
{
    private const int Flooded = 200_000;

    /// <summary>Statuses that are none.</summary>
    public static IReadOnlyList<string> BadStatuses { get; } = ["099", "0", "000", "99", "1000", "abc", "", "-20", "20", "2 0"];

    /// <summary>What the client is told of these is 502, or 504 where the target never comes to an end.</summary>
    public static IReadOnlyList<HostileHttp2Answer> BeforeAnAnswer { get; } =
    [
        .. BadStatuses.Select(status => new HostileHttp2Answer($"status '{status}'", (target, stream) => target.AnswerAsync(stream, status, true))),
        .. new byte[] { 0, 1, 2, 7, 8, 11, 13 }.Select(code => new HostileHttp2Answer($"RST_STREAM {code}", (target, stream) => Reset(target, stream, code))),
        new("no status", (target, stream) => target.SendAsync(1, 0x5, stream, Http2RawClient.Fields(("a", "b")))),
        new("two statuses", (target, stream) => target.AnswerAsync(stream, "200", true, (":status", "201"))),
        new("a status behind a field", (target, stream) => target.SendAsync(1, 0x5, stream, Http2RawClient.Fields(("a", "b"), (":status", "200")))),
        new("an interim answer that ends", (target, stream) => target.AnswerAsync(stream, "103", true)),
        new("interim answers without an end", (target, stream) => Repeat(target, Http2RawClient.Frame(1, 0x4, stream, Http2RawClient.Fields((":status", "103"))))),
        new("101", (target, stream) => target.AnswerAsync(stream, "101", true)),
        new("a pseudo-header of requests", (target, stream) => target.AnswerAsync(stream, "200", true, (":path", "/"))),
        new("a name with a blank", (target, stream) => target.AnswerAsync(stream, "200", true, ("a b", "c"))),
        new("no HPACK", (target, stream) => target.SendAsync(1, 0x5, stream, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
        new("DATA before HEADERS", (target, stream) => target.SendAsync(0, 1, stream, [1])),
        new("DATA on an idle stream", (target, stream) => target.SendAsync(0, 1, stream + 100, [1])),
        new("HEADERS on no stream", (target, _) => target.AnswerAsync(0, "200", true)),
        new("a PUSH_PROMISE", (target, stream) => target.SendAsync(5, 4, stream, [0, 0, 0, 2])),
        new("a frame of 1 MB", (target, stream) => target.SendAsync(1, 0x5, stream, new byte[1 << 20])),
        new("a short PING", (target, _) => target.SendAsync(6, 0, 0, [1])),
        new("SETTINGS of five bytes", (target, _) => target.SendAsync(4, 0, 0, [1, 2, 3, 4, 5])),
        new("a window over 2 GB", (target, _) => target.SendAsync(8, 0, 0, [0x7f, 0xff, 0xff, 0xff])),
        new("a window that grows by 0", (target, stream) => target.SendAsync(8, 0, stream, new byte[4])),
        new("a CONTINUATION of nothing", (target, stream) => target.SendAsync(9, 4, stream, [])),
        new("HEADERS within HEADERS", async (target, stream) =>
        {
            await target.SendAsync(1, 0, stream, Http2RawClient.Fields((":status", "200")));
            await target.AnswerAsync(stream, "200", true);
        }),
        new("a flood of CONTINUATION", async (target, stream) =>
        {
            await target.SendAsync(1, 0, stream, Http2RawClient.Fields((":status", "200")));
            await Repeat(target, Http2RawClient.Frame(9, 0, stream, Http2RawClient.Fields(("a", "b"))));
        }),
        new("a flood of empty CONTINUATION", async (target, stream) =>
        {
            await target.SendAsync(1, 0, stream, Http2RawClient.Fields((":status", "200")));
            await Repeat(target, Http2RawClient.Frame(9, 0, stream, []));
        }),
        new("a flood of SETTINGS", (target, _) => Repeat(target, Http2RawClient.Frame(4, 0, 0, []))),
        new("a flood of PING", (target, _) => Repeat(target, Http2RawClient.Frame(6, 0, 0, new byte[8]))),
        new("a flood of PING from one that reads nothing", (target, _) =>
        {
            target.ReadsNothing = true;
            return Repeat(target, Http2RawClient.Frame(6, 0, 0, new byte[8]));
        }),
        new("headers of 40 KB", (target, stream) => target.AnswerAsync(stream, "200", true, [.. Enumerable.Range(0, 10).Select(index => ($"x-{index}", new string('x', 4000)))])),
        new("GOAWAY that knows of no request", (target, _) => GoAway(target, 0, 0)),
        new("GOAWAY with an error", (target, _) => GoAway(target, 0, 2)),
        new("GOAWAY and silence", (target, stream) => GoAway(target, stream, 0)),
        new("garbage", (target, _) => target.SendAsync(Noise(3000))),
        new("an answer of HTTP/1.1", (target, _) => target.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray())),
        new("the end", (target, _) => End(target.Close)),
        new("a reset of TCP", (target, _) => End(target.Reset)),
        new("silence", (_, _) => Task.CompletedTask),
        new("one that reads nothing", (target, _) => End(() => target.ReadsNothing = true)),
    ];

    /// <summary>The client has the head of a 200 by then.</summary>
    public static IReadOnlyList<HostileHttp2Answer> WithinABody { get; } =
    [
        .. BeforeAnAnswer.Where(answer => answer.Name is "RST_STREAM 2" or "RST_STREAM 8" or "garbage" or "the end" or "a reset of TCP"
            or "no HPACK" or "a PUSH_PROMISE" or "silence" or "a short PING" or "GOAWAY with an error" or "GOAWAY and silence"
            or "a window over 2 GB" or "a flood of PING").Select(answer => answer with { Reply = (target, stream) => Within(target, stream, answer) }),
        new("more of a body than its window", async (target, stream) =>
        {
            await target.AnswerAsync(stream, "200", false);
            await Repeat(target, Http2RawClient.Frame(0, 0, stream, new byte[16 * 1024]));
        }),
        new("more of a body than it said", async (target, stream) =>
        {
            await target.AnswerAsync(stream, "200", false, ("content-length", "3"));
            await target.SendAsync(0, 1, stream, new byte[10]);
        }),
        new("less of a body than it said", async (target, stream) =>
        {
            await target.AnswerAsync(stream, "200", false, ("content-length", "30"));
            await target.SendAsync(0, 1, stream, new byte[10]);
        }),
        new("empty pieces of a body without an end", async (target, stream) =>
        {
            await target.AnswerAsync(stream, "200", false);
            await Repeat(target, Http2RawClient.Frame(0, 0, stream, []));
        }),
        new("trailers with a status", async (target, stream) =>
        {
            await target.AnswerAsync(stream, "200", false);
            await target.AnswerAsync(stream, "500", true);
        }),
    ];

    private static async Task Within(Http2RawTargetConnection target, int stream, HostileHttp2Answer answer)
    {
        await target.AnswerAsync(stream, "200", false, ("content-length", "1000"));
        await target.SendAsync(0, 0, stream, new byte[10]);
        await answer.Reply(target, stream);
    }

    private static Task Reset(Http2RawTargetConnection target, int stream, byte code) =>
        target.SendAsync(3, 0, stream, [0, 0, 0, code]);

    private static Task GoAway(Http2RawTargetConnection target, int last, byte code) =>
        target.SendAsync(7, 0, 0, [0, 0, (byte)(last >> 8), (byte)last, 0, 0, 0, code]);

    private static Task End(Action end)
    {
        end();
        return Task.CompletedTask;
    }

    /// <summary>The same again and again, until the other side or the test has had enough.</summary>
    private static async Task Repeat(Http2RawTargetConnection target, byte[] frame)
    {
        var frames = Math.Max(1, 64 * 1024 / frame.Length);
        byte[] many = [.. Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes)];
        for (var sent = 0; sent < Flooded; sent += frames)
        {
            await target.SendAsync(many);
        }
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(15).NextBytes(bytes);
        // A frame that is whole, so that something is to be said of it.
        bytes[0] = bytes[1] = 0;
        return bytes;
    }
}
