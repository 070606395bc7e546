using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Faults that have the body of an answer come slowly.</summary>
public sealed class FaultBodiesTests
{
    /// <summary>Of a body at 8 bytes per second.</summary>
    private static readonly TimeSpan OneByte = TimeSpan.FromMilliseconds(125);

    private const string Slow = """{"targetGroup":"orders","bodyBytesPerSecond":8}""";

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")]
    public async Task Head_comes_at_once_and_each_byte_in_its_time(string reply)
    {
        await using var stage = await FaultStage.StartAsync();
        var id = (await stage.Console.InjectAsync(Slow))[0].GetProperty("id").GetInt64();
        stage.Target.On("/orders/7", Reply.Bytes(reply));
        await using var client = await stage.ConnectAsync();

        await client.SendAsync(Wire.Get("/orders/7"));
        var head = await client.ReadUntilAsync("\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        foreach (var end in (string[])["a", "b", "c"])
        {
            await stage.PassAsync(() => Task.CompletedTask, OneByte);
            await client.ReadUntilAsync(end);
        }

        var told = await stage.Journal.TheOneAsync();
        Assert.Equal((id, "slow"), FaultStage.FaultOf(told));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, told.GetProperty("cause").ValueKind);
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("200", "200", "0.000", "0.000"), (line.ElbStatusCode, line.TargetStatusCode, line.TargetProcessingTime, line.ResponseProcessingTime));
    }

    [Fact]
    public async Task Large_body_comes_whole_and_in_no_less_than_its_time()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync($$"""{"target":"{{stage.Target.Address}}","bodyBytesPerSecond":70000}""");
        var body = string.Concat(Enumerable.Range(0, 2500).Select(static number => $"{number:000000}\n"));
        stage.Target.On("/orders/7", Reply.Ok(body));
        await using var client = await stage.ConnectAsync();
        var answer = client.ExchangeAsync(Wire.Get("/orders/7"));
        var began = stage.Time.GetUtcNow();

        await Patience.UntilAsync("the whole answer", () =>
        {
            stage.Time.Advance(TimeSpan.FromMilliseconds(10));
            return answer.IsCompleted;
        });

        Assert.Equal(body, (await answer).Text);
        Assert.True(stage.Time.GetUtcNow() - began >= TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Client_of_HTTP2_gets_it_slowly_too()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(Slow);
        using var client = new Http2Client(stage.SecurePort);
        var answer = client.GetStringAsync("/orders/7");

        // "ok".
        await stage.PassAsync(() => Task.CompletedTask, OneByte);
        Assert.False(answer.IsCompleted);
        await stage.PassAsync(() => Task.CompletedTask, OneByte);

        Assert.Equal("ok", await answer);
    }

    [Fact]
    public async Task Answer_without_a_body_does_not_wait()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(Slow);
        stage.Target.On("/orders/7", Reply.Bytes("HTTP/1.1 204 No Content\r\n\r\n"));

        Assert.Equal([204], await stage.AskAsync(1, "/orders/7"));
        Assert.Equal("slow", FaultStage.FaultOf(await stage.Journal.TheOneAsync())!.Value.Kind);
    }

    [Fact]
    public async Task WebSocket_has_no_body_and_goes_on_as_ever()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(Slow);
        stage.Target.On("/orders/ws", Reply.WebSocketEcho);
        await using var client = await stage.ConnectAsync();

        await client.SendAsync(Wire.Get("/orders/ws", "Upgrade: websocket", "Connection: Upgrade"));
        await client.ReadUntilAsync("\r\n\r\n");
        await client.SendAsync("hello");

        Assert.Equal("hello"u8.ToArray(), await client.ReadExactlyAsync(5));
    }

    [Fact]
    public async Task Client_that_leaves_meanwhile_lets_go_of_the_target()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(Slow);
        await using var client = await stage.ConnectAsync();
        await client.SendAsync(Wire.Get("/orders/7"));
        await stage.PassAsync(() => client.ReadUntilAsync("\r\n\r\n"), OneByte, by: TimeSpan.FromMilliseconds(1));

        client.Reset();

        Assert.Equal("slow", FaultStage.FaultOf(await stage.Journal.TheOneAsync())!.Value.Kind);
        Assert.Equal("200", (await stage.Emulator.WaitForLogLinesAsync(1))[0].ElbStatusCode);
    }
}
