using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Bodies stream through: nothing waits for their end, nothing holds them.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class StreamingTests
{
    private const long Large = 100_000_000;

    /// <summary>Far below <see cref="Large"/>, far above what buffers and the collector's laziness take.</summary>
    private const long MemoryMargin = 60_000_000;

    [Fact]
    public async Task Piece_of_a_response_reaches_the_client_before_the_next_is_made()
    {
        using var step = new SemaphoreSlim(2);
        await using var scenario = await Scenario.StartAsync(Reply.Stepwise(
            step,
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
            "a\r\ndata: one\n\r\n",
            "a\r\ndata: two\n\r\n0\r\n\r\n"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());
        await client.ReadUntilAsync("data: one\n");
        step.Release();
        await client.ReadUntilAsync("0\r\n\r\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Large_response_is_not_held_in_memory(bool chunked)
    {
        await using var target = ScriptedTarget.Start(Reply.Stream(Large, chunked)).On("/warm", Reply.Ok());
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/warm"));
        var before = emulator.WorkingSet;

        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.SendAsync(Wire.Get());
        var response = await client.ReadResponseAsync(keep: false);

        Assert.Equal(Large, response.BodyLength);
        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        var line = (await emulator.WaitForLogLinesAsync(2))[1];
        Assert.Equal($"{client.BytesReceived}", line.SentBytes);
    }

    [Fact]
    public async Task Large_request_is_not_held_in_memory()
    {
        await using var target = ScriptedTarget.Start(Reply.CountBody());
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/warm"));
        var before = emulator.WorkingSet;

        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {Large}\r\n\r\n");
        var piece = new byte[100_000];
        for (var sent = 0L; sent < Large; sent += piece.Length)
        {
            await client.SendAsync(piece);
        }

        Assert.Equal($"{Large}", (await client.ReadResponseAsync()).Text);
        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        var line = (await emulator.WaitForLogLinesAsync(2))[1];
        Assert.Equal($"{client.BytesSent}", line.ReceivedBytes);
    }

    [Fact]
    public async Task Target_that_reads_nothing_holds_the_client_back()
    {
        await using var target = ScriptedTarget.Start();
        target.ReadsNothing = true;
        // Nobody sees that a client has left from whom nothing is read: the request under way is cut in the end.
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:ShutdownTimeoutSeconds", "1"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {Large}\r\n\r\n");
        var sending = SendForAsync(client, TimeSpan.FromSeconds(1));

        Assert.InRange(await sending, 1, Large / 2);
    }

    /// <summary>Sends as long as it is taken, and says how many bytes went.</summary>
    private static async Task<long> SendForAsync(RawClient client, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        var piece = new byte[100_000];
        while (client.BytesSent < Large)
        {
            try
            {
                await client.SendAsync(piece, end.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return client.BytesSent;
    }

    [Fact]
    public async Task Piece_of_a_request_reaches_the_target_before_the_next_is_made()
    {
        var first = new TaskCompletionSource<string>();
        await using var scenario = await Scenario.StartAsync(new Reply(async (connection, _) =>
        {
            var some = await connection.Reader.ReadExactlyAsync(8, connection.Ended);
            first.SetResult(System.Text.Encoding.Latin1.GetString(some));
            await connection.Reader.ReadExactlyAsync(13, connection.Ended);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            return true;
        }).Early());
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        Assert.Equal("3\r\nabc\r\n", await Patience.BoundAsync("the first piece", first.Task.WaitAsync));
        await client.SendAsync("3\r\ndef\r\n0\r\n\r\n");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
    }
}
