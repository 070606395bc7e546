using System.Globalization;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What the access log counts of a stream of HTTP/2.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
public sealed class Http2BytesTests
{
    [Fact]
    public async Task Bytes_of_a_stream_are_those_of_its_frames()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.CountBody());
        using var client = scenario.Http2();

        await client.PostAsync("/", new ByteArrayContent(new byte[30_000]));
        await client.GetAsync("/");
        await client.GetAsync("/");

        var lines = await scenario.Emulator.WaitForLogLinesAsync(3);
        Assert.InRange(Number(lines[0].ReceivedBytes), 30_000 + 27, 30_000 + 400);
        // What was said before is compressed to next to nothing.
        Assert.InRange(Number(lines[2].ReceivedBytes), 9 + 4, 60);
        Assert.InRange(Number(lines[2].SentBytes), 9 + 9 + 1, 120);
    }

    [Fact]
    public async Task Bytes_of_a_head_in_several_frames_are_all_counted()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Bytes($"HTTP/1.1 200 OK\r\nX-Long: {new string('~', 20_000)}\r\nContent-Length: 2\r\n\r\n"),
            topology => topology.IdleTimeout(1));
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        var stream = await client.HeadAsync("/");
        var frames = await client.ReadToEndAsync();

        Assert.Contains(frames, frame => frame.Type == 9);
        var sent = frames.Where(frame => frame.StreamId == stream && frame.Type is 0 or 1 or 9).Sum(frame => frame.Length + 9);
        Assert.Equal(sent, Number((await scenario.LineAsync()).SentBytes));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
