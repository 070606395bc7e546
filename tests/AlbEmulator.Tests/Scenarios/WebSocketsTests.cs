using System.Net.WebSockets;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration"/>
/// </summary>
public sealed class WebSocketsTests
{
    [Fact]
    public async Task Bytes_pass_both_ways_and_leave_one_line_at_the_close()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Upgrade("/ws?x=1"));
        Assert.Equal(101, response.Status);
        Assert.Equal("websocket", response.Header("Upgrade"));
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync("\u0081\u0005hello");
            Assert.Equal("\u0081\u0005hello", Encoding.Latin1.GetString(await client.ReadExactlyAsync(7)));
        }

        Assert.Empty(scenario.Emulator.LogLines);
        client.HalfClose();
        Assert.Empty(await client.ReadToEndAsync());

        var line = await scenario.LineAsync();
        Assert.Equal("ws", line.Type);
        Assert.Equal(("101", "101"), (line.ElbStatusCode, line.TargetStatusCode));
        Assert.Equal($"GET http://example.com:{scenario.Port}/ws?x=1 HTTP/1.1", line.Request);
        Assert.Equal($"{client.BytesSent}", line.ReceivedBytes);
        Assert.Equal($"{client.BytesReceived}", line.SentBytes);
        Assert.Equal(scenario.Target.Request.Header("X-Amzn-Trace-Id"), line.TraceId);
    }

    [Fact]
    public async Task Target_gets_the_upgrade_traced_and_in_the_words_of_a_load_balancer()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);
        await using var client = await scenario.ConnectAsync();

        await client.ExchangeAsync(Wire.Upgrade());

        var received = scenario.Target.Request;
        Assert.Equal("websocket", received.Header("Upgrade"));
        Assert.Equal("upgrade", received.Header("Connection"));
        Assert.Equal("dGhlIHNhbXBsZSBub25jZQ==", received.Header("Sec-WebSocket-Key"));
        Assert.Equal("13", received.Header("Sec-WebSocket-Version"));
        Assert.StartsWith("Root=1-", received.Header("X-Amzn-Trace-Id"), StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", received.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task Nothing_is_traced_after_the_upgrade()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);
        await using var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Upgrade());

        // What looks like a request is bytes like any other now.
        var bytes = Wire.Get("/", "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678");
        await client.SendAsync(bytes);

        Assert.Equal(bytes, Encoding.Latin1.GetString(await client.ReadExactlyAsync(bytes.Length)));
    }

    [Fact]
    public async Task Upgrade_that_the_target_refuses_is_an_ordinary_line()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Bytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Upgrade());

        Assert.Equal((403, "no"), (response.Status, response.Text));
        var line = await scenario.LineAsync();
        Assert.Equal(("http", "403", "403"), (line.Type, line.ElbStatusCode, line.TargetStatusCode));
    }

    [Fact]
    public async Task Upgrade_that_fails_at_the_target_is_502()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Close);

        AlbPage.AssertIs("502 Bad Gateway", await scenario.ExchangeAsync(Wire.Upgrade()));
        Assert.Equal(("http", "502"), ((await scenario.LineAsync()).Type, (await scenario.LineAsync()).ElbStatusCode));
    }

    [Fact]
    public async Task Target_that_closes_closes_the_client()
    {
        await using var scenario = await Scenario.StartAsync(Reply.BytesThenClose(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nbye"));
        await using var client = await scenario.ConnectAsync();

        await client.ExchangeAsync(Wire.Upgrade());

        Assert.Equal("bye", Encoding.Latin1.GetString(await client.ReadToEndAsync()));
        Assert.Equal("ws", (await scenario.LineAsync()).Type);
    }

    [Fact]
    public async Task Client_that_resets_lets_go_of_the_target()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);
        var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Upgrade());

        client.Reset();

        await Patience.UntilAsync("the target to be let go", () => scenario.Target.OpenConnections == 0);
        var line = await scenario.LineAsync();
        Assert.Equal(("ws", "101"), (line.Type, line.ElbStatusCode));
    }

    [Fact]
    public async Task Silence_for_the_idle_timeout_closes_both_sides()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho, topology => topology.IdleTimeout(1));
        await using var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Upgrade());
        var started = TimeProvider.System.GetTimestamp();

        await client.ReadEndingAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.9));
        await Patience.UntilAsync("the target to be let go", () => scenario.Target.OpenConnections == 0);
        Assert.Equal("ws", (await scenario.LineAsync()).Type);
    }

    [Fact]
    public async Task Traffic_keeps_the_connection_beyond_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho, topology => topology.IdleTimeout(6));
        await using var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Upgrade());

        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(700);
            await client.SendAsync("x");
            Assert.Single(await client.ReadExactlyAsync(1));
        }
    }

    [Fact]
    public async Task Real_client_speaks_with_the_echo_target()
    {
        var (listener, echo) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync($$"""
            {
              "LoadBalancers": [{ "Listeners": [
                { "Port": {{listener}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] }] }],
              "TargetGroups": [{ "Name": "web", "Targets": [{ "Id": "echo", "Port": {{echo}} }] }],
            }
            """);
        using var socket = new ClientWebSocket();
        using var bound = new CancellationTokenSource(Patience.Default);

        await socket.ConnectAsync(new Uri($"ws://localhost:{listener}/ws"), bound.Token);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, bound.Token);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, bound.Token);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", bound.Token);

        Assert.Equal("ws", (await emulator.WaitForLogLinesAsync(1))[0].Type);
    }

    [Fact]
    public async Task Thousand_at_once_leave_a_thousand_lines()
    {
        const int Count = 1000;
        const string Message = "0123456789abcdef";
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);
        var clients = new List<RawClient>();
        foreach (var some in Enumerable.Range(0, Count).Chunk(50))
        {
            var opened = await Task.WhenAll(some.Select(async _ =>
            {
                var client = await scenario.ConnectAsync();
                Assert.Equal(101, (await client.ExchangeAsync(Wire.Upgrade())).Status);
                return client;
            }));
            clients.AddRange(opened);
        }

        Assert.Equal(Count, scenario.Target.OpenConnections);
        await Task.WhenAll(clients.Select(async client =>
        {
            await client.SendAsync(Message);
            Assert.Equal(Message, Encoding.Latin1.GetString(await client.ReadExactlyAsync(Message.Length)));
        }));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        var lines = await scenario.Emulator.WaitForLogLinesAsync(Count);
        Assert.All(lines, line => Assert.Equal(("ws", "101", "101"), (line.Type, line.ElbStatusCode, line.TargetStatusCode)));
        Assert.Equal(clients.Sum(client => client.BytesSent), lines.Sum(line => long.Parse(line.ReceivedBytes)));
        Assert.Equal(clients.Sum(client => client.BytesReceived), lines.Sum(line => long.Parse(line.SentBytes)));
        Assert.Equal(Count, lines.Select(line => line.ConnTraceId).Distinct().Count());
    }
}
