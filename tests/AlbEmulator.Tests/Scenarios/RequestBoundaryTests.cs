using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Where one request ends and the next begins, and what belongs to neither.</summary>
public sealed class RequestBoundaryTests
{
    [Theory]
    [InlineData("GET", "Content-Type: application/json")]
    [InlineData("DELETE", "Allow: x")]
    public async Task Header_of_a_body_does_not_make_one(string method, string header)
    {
        await using var scenario = await Scenario.StartAsync();

        var request = await scenario.ForwardAsync(Wire.Request(method, "/", header));

        Assert.Null(request.Header("Transfer-Encoding"));
        Assert.Equal(header.Split(": ")[1], request.Header(header.Split(": ")[0]));
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task Upgrade_that_comes_in_pieces_leaves_every_byte_as_it_is()
    {
        await using var scenario = await Scenario.StartAsync(new Reply(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 ");
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMilliseconds(50), connection.Ended);
            await connection.SendAsync("101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            await connection.SendAsync(await connection.Reader.ReadExactlyAsync(8, connection.Ended));
            return false;
        }));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal(101, (await client.ExchangeAsync(Wire.Upgrade())).Status);
        const string Frame = "\u0082\u0005\u001a41hi\n";
        await client.SendAsync(Frame);

        Assert.Equal(Frame, Encoding.Latin1.GetString(await client.ReadExactlyAsync(8)));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n")]
    [InlineData("Content-Length: 10", "abc")]
    public async Task Rest_of_a_request_that_was_answered_is_not_another(string header, string rest)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(new RuleAction.FixedResponse(200)));
        await using (var client = await scenario.ConnectAsync())
        {
            await client.SendAsync($"POST / HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{rest}");
            Assert.Equal(200, (await client.ReadResponseAsync()).Status);
            client.HalfClose();
            await client.ReadEndingAsync();
        }

        Assert.Equal("200", (await scenario.LineAsync()).ElbStatusCode);
        Assert.Equal(404, (await RawClient.ExchangeAsync(
            scenario.Emulator.Control.Port, Wire.Request("localhost", "GET", "/nothing", []))).Status);
        Assert.Single(scenario.Emulator.LogLines);
    }

    [Theory]
    [InlineData("X: a\0b")]
    [InlineData("X\0: y")]
    [InlineData("no colon")]
    public async Task Trailer_that_cannot_be_read_is_left_out_or_malformed(string trailer)
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync(
            $"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n{trailer}\r\n\r\n");

        Assert.True(response.Status is 200 or 400, response.Head);
        Assert.Equal($"{response.Status}", (await scenario.LineAsync()).ElbStatusCode);
        Assert.All(scenario.Target.Requests, request => Assert.Equal(("hello", ""), (request.Text, request.Trailers)));
    }

    [Fact]
    public async Task Target_of_any_bytes_passes_after_a_body_that_nobody_read()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(1, "/fixed", new RuleAction.FixedResponse(200)));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal(200, (await client.ExchangeAsync(Wire.Post("/fixed", "abc"))).Status);
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get("/f\u00fcr"))).Status);

        Assert.Equal("/f\u00fcr", scenario.Target.Request.Target);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        Assert.Equal($"{Wire.Get("/f\u00fcr").Length}", lines[1].ReceivedBytes);
    }

    [Fact]
    public async Task Long_target_of_bytes_above_127_passes()
    {
        await using var scenario = await Scenario.StartAsync();
        var target = "/" + new string('\u00fc', 9000);

        Assert.Equal(target, (await scenario.ForwardAsync(Wire.Get(target))).Target);
    }

    [Theory]
    [InlineData("/a\rX-Evil:1\rb")]
    [InlineData("/\u00fc\rX-Evil:1\rb")]
    public async Task Carriage_return_in_the_target_is_400(string target)
    {
        await using var scenario = await Scenario.StartAsync();

        AlbPage.AssertIs("400 Bad Request", await scenario.ExchangeAsync(Wire.Get(target)), "close");
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Client_that_reads_nothing_is_let_go_after_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(1));
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(
            new RuleAction.FixedResponse(200) { MessageBody = new string('x', 1024) }));
        await using var client = await scenario.ConnectAsync();
        var requests = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(Wire.Get(), 1000)));

        using var bound = new CancellationTokenSource(Patience.Default);
        var end = await Record.ExceptionAsync(async () =>
        {
            while (true)
            {
                await client.SendAsync(requests, bound.Token);
            }
        });

        Assert.IsAssignableFrom<System.Net.Sockets.SocketException>(end);
    }
}
