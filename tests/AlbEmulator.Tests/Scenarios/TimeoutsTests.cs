using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Silence on either side.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout"/>
/// </summary>
public sealed class TimeoutsTests
{
    [Fact]
    public async Task Target_that_falls_silent_within_its_body_loses_the_client_its_connection()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.BytesThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"),
            topology => topology.IdleTimeout(1));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadUntilAsync("only this"), StringComparison.Ordinal);
        var (_, rest) = await client.ReadEndingAsync();

        Assert.Empty(rest);
        var line = await scenario.LineAsync();
        Assert.Equal(("200", "200"), (line.ElbStatusCode, line.TargetStatusCode));
        await Patience.UntilAsync("the target to be let go", () => scenario.Target.OpenConnections == 0);
    }

    [Fact]
    public async Task Target_that_answers_slowly_but_steadily_is_not_cut()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Slowly(TimeSpan.FromMilliseconds(600), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "1", "2", "3", "4", "5"),
            topology => topology.IdleTimeout(2));

        Assert.Equal("12345", (await scenario.ExchangeAsync(Wire.Get())).Text);
    }

    [Fact]
    public async Task Client_that_falls_silent_within_its_body_is_408()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(1));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
        var response = await client.ReadResponseAsync();

        AlbPage.AssertIs("408 Request Time-out", response, "close");
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        Assert.Equal("408", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Target_that_does_not_take_the_body_is_not_taken_for_a_client_that_is_silent()
    {
        await using var target = new SocketServer(async (socket, ended) =>
        {
            using var connection = socket;
            await Task.WhenAny(Task.Delay(Timeout.Infinite, ended));
        });
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).IdleTimeout(1));
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n");
        var sending = SendAsync();

        // YARP tells of a body that was broken off, or of the time that was over.
        Assert.Contains((await emulator.WaitForLogLinesAsync(1))[0].ElbStatusCode, new[] { "502", "504" });
        await sending;

        // Until nobody takes it any longer.
        async Task SendAsync()
        {
            var piece = new string('x', 1 << 20);
            try
            {
                for (var sent = 0; sent < 900; sent++)
                {
                    await client.SendAsync(piece);
                }
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
            {
                // The answer has come, and the connection is closed.
            }
        }
    }

    [Fact]
    public async Task Client_that_sends_slowly_but_steadily_is_not_cut()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(2));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
        for (var i = 1; i <= 5; i++)
        {
            await Task.Delay(600);
            await client.SendAsync($"{i}");
        }

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal("12345", scenario.Target.Request.Text);
    }

    [Fact]
    public async Task Client_that_sends_nothing_is_closed()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(1));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        Assert.Empty(scenario.Emulator.LogLines);
    }

    [Fact]
    public async Task Client_that_does_not_read_is_let_go()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Stream(50_000_000), topology => topology.IdleTimeout(1));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());

        Assert.Equal("200", (await scenario.LineAsync()).TargetStatusCode);
        await Patience.UntilAsync("the target to be let go", () => scenario.Target.OpenConnections == 0);
    }
}
