using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>HTTP/2 from clients that do not know it, or wish us ill: others are served on.</summary>
public sealed class Http2HostileTests
{
    [Fact]
    public async Task Garbage_closes_its_own_connection_only()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var good = scenario.Http2();
        Assert.Equal("ok", await good.GetStringAsync("/"));
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            await using var bad = await Http2RawClient.ConnectAsync(scenario.Port);
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            try
            {
                await bad.SendAsync(bytes);
                await bad.SendAsync(type: 0, flags: 1, streamId: 77, new byte[100]);
            }
            catch (IOException)
            {
                // It was closed already.
            }
        }

        Assert.Equal("ok", await good.GetStringAsync("/"));
        Assert.All(await scenario.Emulator.WaitForLogLinesAsync(2), line => Assert.Equal("200", line.ElbStatusCode));
    }

    [Fact]
    public async Task Header_over_16_kilobytes_is_400_and_the_connection_stays()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = new Version(2, 0) };
        request.Headers.TryAddWithoutValidation("X-Long", new string('x', 17 * 1024));

        using var response = await client.SendAsync(request);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("<h1>400 Bad Request</h1>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ok", await client.GetStringAsync("/"));
        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        Assert.Equal(["400", "200"], lines.Select(line => line.ElbStatusCode));
        Assert.Single(lines.Select(line => line.ConnTraceId).Distinct());
    }

    [Fact]
    public async Task Ping_does_not_keep_a_connection()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.IdleTimeout(1));
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);
        using var end = new CancellationTokenSource();
        var pinging = PingAsync(client, end.Token);

        var frames = await client.ReadToEndAsync();
        await end.CancelAsync();
        await pinging;

        Assert.Contains(frames, frame => frame.Type == 6);
        Assert.Empty(scenario.Emulator.LogLines);
    }

    [Fact]
    public async Task Client_that_falls_silent_within_its_body_is_408_and_its_connection_lives()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.IdleTimeout(1));
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        var stream = await client.OpenPostAsync("/", ("content-length", "100"));
        await client.SendAsync(type: 0, flags: 0, stream, "only this"u8.ToArray());
        await client.ReadThroughAsync(stream);

        Assert.Equal(("408", "-"), await scenario.LineAsync() is var line ? (line.ElbStatusCode, line.TargetStatusCode) : default);
        await client.ReadThroughAsync(await client.GetAsync("/"));
    }

    [Fact]
    public async Task Client_that_takes_no_more_of_a_body_is_let_go_after_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Stream(50_000_000), topology => topology.IdleTimeout(1));
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        // Its window is 64 KB, and it never says that there is room again.
        await client.GetAsync("/");

        Assert.Equal("200", (await scenario.LineAsync()).TargetStatusCode);
        await Patience.UntilAsync("the target to be let go", () => scenario.Target.OpenConnections == 0);
    }

    [Fact]
    public async Task Web_socket_over_http_2_is_refused()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.WebSocketEcho);
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        // Though the load balancer does not offer it.
        await client.ConnectAsync("/ws", (":protocol", "websocket"));

        var line = await scenario.LineAsync();
        Assert.Equal(("405", "-"), (line.ElbStatusCode, line.TargetStatusCode));
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Expectation_is_neither_answered_nor_passed_on()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        var stream = await client.OpenPostAsync("/", ("expect", "100-continue"));
        // When this is answered, the body of the other is waited for.
        var before = await client.ReadThroughAsync(await client.GetAsync("/other"));
        await client.SendAsync(type: 0, flags: 0x1, stream, "hello"u8.ToArray());
        var frames = before.Concat(await client.ReadThroughAsync(stream)).Where(frame => frame.StreamId == stream);

        Assert.Single(frames, frame => frame.Type == 1);
        Assert.Equal("hello", scenario.Target.Requests[^1].Text);
        Assert.Null(scenario.Target.Requests[^1].Header("Expect"));
    }

    [Fact]
    public async Task Body_of_another_length_than_announced_is_400_and_logged_while_the_connection_lives()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        await client.PostAsync("/", "hello"u8.ToArray(), ("content-length", "50"));

        var line = await scenario.LineAsync();
        Assert.Equal(("400", "-"), (line.ElbStatusCode, line.TargetStatusCode));
        Assert.InRange(int.Parse(line.ReceivedBytes, System.Globalization.CultureInfo.InvariantCulture), 9 + 9 + 5, 200);
        await client.GetAsync("/");
        Assert.Equal("200", (await scenario.Emulator.WaitForLogLinesAsync(2))[1].ElbStatusCode);
    }

    [Fact]
    public async Task Thousands_of_streams_that_are_reset_at_once_are_survived()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var good = scenario.Http2();
        await using var bad = await Http2RawClient.ConnectAsync(scenario.Port);
        try
        {
            for (var i = 0; i < 2000; i++)
            {
                var stream = await bad.GetAsync("/");
                await bad.SendAsync(type: 3, flags: 0, stream, new byte[4]);
            }
        }
        catch (IOException)
        {
            // Kestrel has had enough of it.
        }

        Assert.Equal("ok", await good.GetStringAsync("/"));
    }

    [Fact]
    public async Task Connection_that_is_broken_off_leaves_a_line_for_every_stream()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Silence);
        var client = await Http2RawClient.ConnectAsync(scenario.Port);
        for (var i = 0; i < 5; i++)
        {
            await client.GetAsync("/");
        }

        await scenario.Target.WaitForRequestsAsync(5);
        await client.DisposeAsync();

        Assert.All(await scenario.Emulator.WaitForLogLinesAsync(5), line => Assert.Equal("460", line.ElbStatusCode));
    }

    private static async Task PingAsync(Http2RawClient client, CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await client.SendAsync(type: 6, flags: 0, streamId: 0, new byte[8]);
                await Task.Delay(200, end);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Closed, or enough.
        }
    }
}
