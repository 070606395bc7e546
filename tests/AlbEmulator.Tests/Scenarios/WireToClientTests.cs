using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What a target answers over HTTP/1.1 reaches the client in its order and case, but for the lines that are the load
/// balancer's; and a client may end, pause and go on as it likes.
/// </summary>
public sealed class WireToClientTests
{
    [Fact]
    public async Task Lines_of_a_response_stand_as_an_ALB_has_them()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 200 OK\r\nserver: own\r\nX-b: 1\r\ncontent-length: 2\r\nx-A: 2\r\nContent-type: text/x\r\nX-B: 3\r\n"
            + "Date: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\nok"));

        var response = await scenario.ExchangeAsync(Wire.Get());

        Assert.Equal(
            "HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Type: text/x\r\nContent-Length: 2\r\n"
            + "Connection: keep-alive\r\nserver: own\r\nX-b: 1\r\nx-A: 2\r\nX-B: 3\r\n\r\n",
            response.Head);
    }

    [Fact]
    public async Task Interim_responses_reach_the_client_before_the_final_one()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());

        var hints = await client.ReadResponseAsync();
        Assert.Equal((103, "</a.css>; rel=preload"), (hints.Status, hints.Header("Link")));
        Assert.Equal(102, (await client.ReadResponseAsync()).Status);
        Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        var line = await scenario.LineAsync();
        Assert.Equal(("200", $"{client.BytesReceived}"), (line.ElbStatusCode, line.SentBytes));
    }

    [Fact]
    public async Task Client_of_HTTP_1_0_gets_no_interim_response()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

        Assert.Equal(200, (await scenario.ExchangeAsync("GET / HTTP/1.0\r\nHost: x\r\n\r\n")).Status);
    }

    [Fact]
    public async Task Head_of_a_response_does_not_wait_for_its_body()
    {
        using var step = new SemaphoreSlim(0);
        await using var scenario = await Scenario.StartAsync(
            Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "2\r\nok\r\n0\r\n\r\n"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());
        step.Release();
        Assert.EndsWith("\r\n\r\n", await client.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
        step.Release();

        Assert.Equal("2\r\nok\r\n0\r\n\r\n", Encoding.Latin1.GetString(await client.ReadExactlyAsync(12)));
    }

    [Fact]
    public async Task Client_that_closes_its_half_still_gets_its_answer()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get("/1") + Wire.Get("/2"));
        client.HalfClose();

        var text = Encoding.Latin1.GetString(await client.ReadToEndAsync());
        Assert.Equal(2, text.Split("\r\n\r\nok").Length - 1);
        Assert.Equal(["200", "200"], (await scenario.Emulator.WaitForLogLinesAsync(2)).Select(line => line.ElbStatusCode));
    }

    [Theory]
    [InlineData("Content-Length: 6", "abc", "def")]
    [InlineData("Transfer-Encoding: chunked", "3\r\nabc\r\n", "3\r\ndef\r\n0\r\n\r\n")]
    public async Task Body_that_nobody_read_is_read_over_for_as_long_as_the_client_sends(string framing, string first, string rest)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(1, "/fixed", new RuleAction.FixedResponse(200)));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync($"POST /fixed HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n{first}");
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        await client.SendAsync(rest + Wire.Get("/next"));

        Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        Assert.Equal("/next", scenario.Target.Request.Target);
    }

    [Fact]
    public async Task Body_that_nobody_read_and_that_never_ends_is_waited_for_for_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute("idle_timeout.timeout_seconds", "1"));
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(1, "/fixed", new RuleAction.FixedResponse(200)));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST /fixed HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);

        Assert.Empty(await client.ReadToEndAsync());
        Assert.Single(scenario.Emulator.LogLines);
    }
}
