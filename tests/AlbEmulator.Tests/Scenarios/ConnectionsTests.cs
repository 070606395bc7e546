using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Connections on both sides.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#http-connections"/>
/// </summary>
public sealed class ConnectionsTests
{
    [Fact]
    public async Task Connection_to_the_target_is_used_again_for_other_clients()
    {
        await using var scenario = await Scenario.StartAsync();

        for (var i = 0; i < 5; i++)
        {
            await scenario.ExchangeAsync(Wire.Get());
        }

        Assert.Equal(5, scenario.Target.Requests.Count);
        Assert.Equal(1, scenario.Target.Connections);
    }

    [Fact]
    public async Task Target_is_not_asked_any_longer_for_clients_that_reset_their_connection_at_once()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Silence);

        for (var i = 0; i < 20; i++)
        {
            await using var client = await scenario.ConnectAsync();
            await client.SendAsync(Wire.Get());
            client.Reset();
        }

        await Patience.UntilAsync(
            "the clients to be gone",
            async () => (await scenario.Emulator.MetricsAsync())["alb_emulator_open_connections", ("side", "client")] == 0 ? "gone" : null);
    }

    [Fact]
    public async Task No_connection_to_a_target_is_opened_ahead_of_need()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        await scenario.Emulator.HealthAsync();

        Assert.Equal(0, scenario.Target.Connections);
    }

    [Fact]
    public async Task Target_prevents_reuse_with_connection_close()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.BytesThenClose("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            var response = await client.ExchangeAsync(Wire.Get());
            Assert.Equal(200, response.Status);
            Assert.NotEqual("close", response.Header("Connection"));
        }

        Assert.Equal(3, scenario.Target.Connections);
    }

    [Fact]
    public async Task Body_that_ends_with_the_close_of_the_target_leaves_the_client_its_connection()
    {
        await using var scenario = await Scenario.StartAsync(Reply.BytesThenClose("HTTP/1.1 200 OK\r\n\r\nuntil the close"));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal("until the close", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal("until the close", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    [Fact]
    public async Task Target_that_closes_idle_connections_is_never_seen_by_a_client()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
            await Patience.UntilAsync("the target to have closed", () => scenario.Target.OpenConnections == 0);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad")]
    [InlineData("x")]
    public async Task What_a_target_says_unasked_is_nobodys_answer(string unasked)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(
            Reply.Slowly(TimeSpan.FromMilliseconds(100), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", unasked),
            Reply.Bytes($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok{unasked}"));
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
            await Patience.UntilAsync("the connection to the target to be closed", () => scenario.Target.OpenConnections == 0);
        }

        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(3, scenario.Target.Connections);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order_and_reach_the_target_one_by_one()
    {
        using var step = new SemaphoreSlim(0);
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.On("/1", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get("/1") + Wire.Post("/2", "body") + Wire.Get("/3"));
        await scenario.Target.WaitForRequestsAsync(1);
        Assert.Single(scenario.Target.Requests);
        step.Release();

        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
        Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        Assert.Equal(["/1", "/2", "/3"], scenario.Target.Requests.Select(request => request.Target));
        Assert.Single((await scenario.Emulator.WaitForLogLinesAsync(3)).Select(line => line.ConnTraceId).Distinct());
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(16_384)]
    [InlineData(100_000)]
    public async Task Request_behind_a_body_of_any_length_is_the_next_and_the_body_is_whole(int length)
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        var bodies = Enumerable.Range(0, 3).Select(round => new string((char)('a' + round), length)).ToList();

        await client.SendAsync(string.Concat(bodies.Select((body, round) => Wire.Post($"/{round}", body) + Wire.Get($"/then-{round}"))));
        for (var answer = 0; answer < 2 * bodies.Count; answer++)
        {
            Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        }

        Assert.Equal(["/0", "/then-0", "/1", "/then-1", "/2", "/then-2"], scenario.Target.Requests.Select(request => request.Target));
        Assert.Equal(bodies, scenario.Target.Requests.Where(request => request.Method == "POST").Select(request => Encoding.Latin1.GetString(request.Body)));
    }

    [Fact]
    public async Task Http_1_0_is_answered_in_1_1_and_closed()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.0\r\nHost: example.com\r\n\r\n");
        var text = Encoding.Latin1.GetString(await client.ReadToEndAsync());

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nok", text, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.0", (await scenario.LineAsync()).Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_1_0_that_asks_for_it_keeps_its_connection()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var response = await client.ExchangeAsync("GET / HTTP/1.0\r\nHost: example.com\r\nConnection: keep-alive\r\n\r\n");
            Assert.Equal((200, "keep-alive", "ok"), (response.Status, response.Header("Connection"), response.Text));
        }

        Assert.Single((await scenario.Emulator.WaitForLogLinesAsync(2)).Select(line => line.ConnTraceId).Distinct());
    }

    [Fact]
    public async Task Extensions_of_chunks_do_not_reach_the_target()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n0;e\r\n\r\n");

        Assert.Equal("hello", received.Text);
    }

    [Fact]
    public async Task Interim_responses_of_a_target_reach_the_client_before_its_answer()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        await using var client = await scenario.ConnectAsync();

        var first = await client.ExchangeAsync(Wire.Post("/", "body"));
        var second = await client.ReadResponseAsync();
        var response = await client.ReadResponseAsync();

        Assert.Equal("HTTP/1.1 100 Continue", first.StartLine);
        Assert.Equal(("HTTP/1.1 103 Early Hints", "</a>"), (second.StartLine, second.Header("Link")));
        Assert.Equal((200, "ok"), (response.Status, response.Text));
        Assert.Equal(("200", "200"), ((await scenario.LineAsync()).ElbStatusCode, (await scenario.LineAsync()).TargetStatusCode));
    }

    /// <summary>How long an ALB goes on is not documented [?]; that it logs such clients as 460 was seen.</summary>
    [Fact]
    public async Task Client_that_closed_its_half_counts_as_gone_where_no_answer_comes_within_a_second()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Silence);
        await using var client = await scenario.ConnectAsync();
        await client.SendAsync(Wire.Get());
        await scenario.Target.WaitForRequestsAsync(1);

        client.HalfClose();

        Assert.Equal("460", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Chunked_response_reaches_a_client_of_http_1_0_plain()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.0\r\nHost: example.com\r\n\r\n");
        var text = Encoding.Latin1.GetString(await client.ReadToEndAsync());

        Assert.EndsWith("\r\n\r\nabc", text, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Idle_connection_of_a_client_is_closed_after_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(1));
        await using var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Get());

        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        await scenario.LineAsync();
    }
}
