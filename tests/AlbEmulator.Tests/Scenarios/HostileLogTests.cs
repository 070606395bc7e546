using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What targets and clients send, again and again, does not fill the program's own log.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class HostileLogTests
{
    /// <summary>Lines that are told at most, however often each is done: the banner, and some of every kind.</summary>
    private const int MostLines = 300;

    private static readonly int Times = TestLength.Of(5, whole: 200);

    /// <summary>An answer of HTTP/1.1 each.</summary>
    private static IEnumerable<Reply> OfHttp1 =>
    [
        .. Rows(AnswersTests.Misbehaviour).Select(row => (Reply)row[1]),
        .. Rows(AnswerFramingTests.Malformed).Select(row => Reply.BytesThenClose($"HTTP/1.1 200 OK\r\n{row[0]}")),
        .. Rows(AnswerFramingTests.Ambiguous).Select(row => Reply.BytesThenClose($"HTTP/1.1 {row[0]}\r\n{row[1]}")),
        Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"),
        Reply.BytesThenReset("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"),
        Reply.BytesThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n"),
        Reply.Bytes("HTTP/1.1 200 O\u001b[31mK\r\nContent-Length: 0\r\nX: \u001b[31m\r\n\r\n"),
        Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: AWSALB=\u00ff\r\nDate: never\r\n\r\n"),
    ];

    [Fact]
    public async Task Hostile_answers_fill_no_log()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).IdleTimeout(5));

        foreach (var reply in OfHttp1)
        {
            target.Otherwise = reply;
            for (var time = 0; time < Times; time++)
            {
                await using var client = await RawClient.ConnectAsync(emulator.Port);
                await client.SendAsync(Wire.Get("/", "Connection: close"));
                await client.ReadEndingAsync();
            }
        }

        await emulator.WaitForLogLinesAsync(Times * OfHttp1.Count());
        target.Otherwise = Reply.Ok();
        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
        AssertTerse(emulator);
    }

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Hostile_answers_of_HTTP_2_fill_no_log()
    {
        var goodPort = FreePorts.Take();
        await using var good = ScriptedTarget.Start();
        Func<Http2RawTargetConnection, int, Task> reply = (target, stream) => target.AnswerAsync(stream, "200", true);
        await using var target = Http2RawTarget.Start((connection, stream) => reply(connection, stream));
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https().IdleTimeout(1)
                .Property("web", "ProtocolVersion", "HTTP2")
                .TargetGroup("good", good.Port).Listener(goodPort, "good"));
        using var client = new Http2Client(emulator.Port);

        foreach (var answer in HostileHttp2Answer.BeforeAnAnswer.Concat(HostileHttp2Answer.WithinABody))
        {
            reply = answer.Reply;
            // Most of them are told by the idle timeout alone.
            await Task.WhenAll(Enumerable.Range(0, Times).Select(_ => Record.ExceptionAsync(
                () => client.GetByteArrayAsync(new Uri("/", UriKind.Relative)))));
        }

        Assert.Equal(200, (await RawClient.ExchangeAsync(goodPort, Wire.Get())).Status);
        AssertTerse(emulator);
    }

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Hostile_clients_fill_no_log()
    {
        await using var target = ScriptedTarget.Start(Reply.Silence);
        target.KeepsRequests = false;
        await using var secure = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https().IdleTimeout(1));
        await using var plain = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).IdleTimeout(1));

        for (var time = 0; time < Times; time++)
        {
            await Task.WhenAll(ClientEnding.OfHttp2.Select(ending => ending.RunAsync(secure.Port, SeenAsync)));
            await Task.WhenAll(ClientEnding.OfHttp1.Select(ending => ending.RunAsync(plain.Port, SeenAsync)));
            await Record.ExceptionAsync(() => RawClient.ConnectTlsAsync(plain.Port));
        }

        target.Otherwise = Reply.Ok();
        Assert.Equal(200, (await RawClient.ExchangeAsync(plain.Port, Wire.Get())).Status);
        AssertTerse(secure);
        AssertTerse(plain);
    }

    private static IEnumerable<object[]> Rows(TheoryData data) => data;

    private static Task SeenAsync() => Task.CompletedTask;

    private static void AssertTerse(EmulatorProcess emulator)
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(emulator.Folder.File("data"), "logs")));
        var lines = File.ReadAllLines(file);
        Assert.All(emulator.Output.Concat(lines), line =>
        {
            Assert.False(line.StartsWith("   at ", StringComparison.Ordinal), line);
            Assert.DoesNotContain('\u001b', line);
            // Kestrel expects a writer to say that nobody reads any more, and not to throw.
            Assert.DoesNotContain("Unexpected exception", line, StringComparison.Ordinal);
        });
        Assert.True(lines.Length <= MostLines, $"{lines.Length} lines:\n{string.Join('\n', lines.Take(50))}");
    }
}
