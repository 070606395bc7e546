using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>A target need not hear a request out: what it answers before is heard while the body is still being sent.</summary>
public sealed class EarlyAnswersTests
{
    private const string TooLarge = "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 4\r\n\r\nbig\n";
    private const int Large = 500_000_000;

    /// <summary>Sent as chunks of this size, since it is not known when the target answers.</summary>
    private static readonly byte[] Chunk = [.. "3e8\r\n"u8, .. new byte[1000], .. "\r\n"u8];

    [Theory]
    [InlineData("length", "fresh", "open")]
    [InlineData("length", "fresh", "closed")]
    [InlineData("length", "fresh", "reset")]
    [InlineData("length", "used", "open")]
    [InlineData("length", "used", "reset")]
    [InlineData("chunked", "fresh", "open")]
    [InlineData("chunked", "fresh", "reset")]
    [InlineData("chunked", "used", "closed")]
    public async Task Client_gets_what_a_target_says_before_it_has_the_whole_body(string framing, string connection, string afterwards)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.On("/upload", Early(afterwards));
        await using var client = await scenario.ConnectAsync();
        if (connection == "used")
        {
            await client.ExchangeAsync(Wire.Get("/before"));
        }

        var response = await UploadAsync(client, framing);

        Assert.Equal((413, "big\n"), (response.Status, response.Text));
        var line = (await scenario.Emulator.WaitForLogLinesAsync(connection == "used" ? 2 : 1))[^1];
        Assert.Equal(("413", "413"), (line.ElbStatusCode, line.TargetStatusCode));
    }

    [Fact]
    public async Task Connection_over_which_a_target_answered_early_carries_no_other_request()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.On("/upload", Early("open"));
        await using (var client = await scenario.ConnectAsync())
        {
            Assert.Equal(413, (await UploadAsync(client, "length")).Status);
        }

        Assert.Equal(200, (await RawClient.ExchangeAsync(scenario.Port, Wire.Get("/after"))).Status);

        Assert.Equal(2, scenario.Target.Connections);
        await Patience.UntilAsync("the first connection to close", () => scenario.Target.OpenConnections == 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("keep-alive")]
    public async Task Journal_shows_an_early_answer_as_the_target_gave_it(string connection)
    {
        var line = connection == "" ? "" : $"Connection: {connection}\r\n";
        await using var scenario = await Scenario.StartAsync(
            Reply.BytesThenSilence(TooLarge.Replace("Content", $"{line}Content", StringComparison.Ordinal)).Early());
        await using var client = await scenario.ConnectAsync();
        Assert.Equal(413, (await UploadAsync(client, "chunked")).Status);

        var answer = JournalClient.Headers(await new JournalClient(scenario.Emulator).TheOneAsync(), "target_response");

        Assert.Equal(connection, string.Join(", ", answer.Where(header => header.Key == "Connection").Select(header => header.Value)));
    }

    [Theory]
    [InlineData("fresh", "reads on")]
    [InlineData("fresh", "reads nothing")]
    [InlineData("used", "reads on")]
    [InlineData("used", "reads nothing")]
    public async Task Target_over_TLS_is_heard(string connection, string afterwards)
    {
        await using var target = ScriptedTarget.Start()
            .On("/upload", afterwards == "reads on" ? Early("open") : AfterWhile("open"));
        await using var front = TlsFront.Start(target.Port);
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), front.Port).Property("web", "Protocol", "HTTPS"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        if (connection == "used")
        {
            await client.ExchangeAsync(Wire.Get("/before"));
        }

        Assert.Equal(413, (await UploadAsync(client, "length")).Status);
        await Patience.UntilAsync("the connection to close", async () =>
            (await emulator.MetricsAsync()).Sum("alb_emulator_open_connections", "side", "target") == 0 ? emulator : null);
    }

    [Theory]
    [InlineData("Content-Length: 1000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Client_that_sends_nothing_of_its_body_gets_what_a_target_says_to_the_head(string framing)
    {
        await using var scenario = await Scenario.StartAsync(Early("open"));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync($"POST /upload HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n");

        Assert.Equal((413, "big\n"), (response.Status, response.Text));
        var line = await scenario.LineAsync();
        Assert.Equal(("413", "413"), (line.ElbStatusCode, line.TargetStatusCode));
    }

    [Fact]
    public async Task Interim_answer_is_not_taken_for_the_answer()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.On("/upload", new Reply(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            await connection.Reader.ReadExactlyAsync(2000, connection.Ended);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");
            return true;
        }).Early());
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n");
        await client.SendAsync(new byte[1000]);
        await scenario.Target.WaitForRequestsAsync(1);
        await client.SendAsync(new byte[1000]);

        Assert.Equal(103, (await client.ReadResponseAsync()).Status);
        Assert.Equal("all", (await client.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task Interim_answer_that_comes_in_pieces_is_not_taken_for_the_answer()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Get("/before"));
        using var more = new SemaphoreSlim(0);
        scenario.Target.On("/upload", new Reply(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>");
            await connection.Reader.ReadExactlyAsync(2000, connection.Ended);
            await connection.SendAsync("; rel=preload\r\n\r\n");
            more.Release();
            await connection.Reader.ReadExactlyAsync(2000, connection.Ended);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");
            return true;
        }).Early());

        await client.SendAsync("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n");
        await client.SendAsync(new byte[1000]);
        await scenario.Target.WaitForRequestsAsync(2);
        await client.SendAsync(new byte[1000]);
        Assert.True(await more.WaitAsync(Patience.Default));
        await client.SendAsync(new byte[1000]);
        await Task.Delay(20);
        await client.SendAsync(new byte[1000]);

        Assert.Equal(103, (await client.ReadResponseAsync()).Status);
        Assert.Equal("all", (await client.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task Body_that_is_longer_than_any_costs_no_thread()
    {
        await using var scenario = await Scenario.StartAsync(Early("open"));
        await using var client = await scenario.ConnectAsync();

        var response = await UploadAsync(client, "length", long.MaxValue);

        Assert.Equal(413, response.Status);
        Assert.Equal("413", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Rest_of_a_body_is_given_up_with_its_client()
    {
        await using var scenario = await Scenario.StartAsync(Early("open"));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal(413, (await UploadAsync(client, "length", 100_000_000_000)).Status);
        client.Reset();

        Assert.Equal("413", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Theory]
    [InlineData("fresh", "open")]
    [InlineData("fresh", "reset")]
    [InlineData("used", "open")]
    [InlineData("used", "reset")]
    public async Task Target_that_takes_no_more_of_a_body_is_heard(string connection, string afterwards)
    {
        await using var scenario = await Scenario.StartAsync();
        if (connection == "used")
        {
            await RawClient.ExchangeAsync(scenario.Port, Wire.Get("/before"));
        }

        scenario.Target.On("/upload", AfterWhile(afterwards));
        await using var client = await scenario.ConnectAsync();

        var response = await UploadAsync(client, "length");

        Assert.Equal((413, "big\n"), (response.Status, response.Text));
    }

    [Fact]
    public async Task Target_that_breaks_off_before_the_last_piece_of_a_body_is_heard()
    {
        await using var scenario = await Scenario.StartAsync(Reply.BytesThenReset(TooLarge).Early());
        await using var client = await scenario.ConnectAsync();
        await client.SendAsync("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n");
        await client.SendAsync(new byte[1000]);
        await Patience.UntilAsync("the target to break off", () => scenario.Target is { Connections: 1, OpenConnections: 0 });

        await client.SendAsync(new byte[1000]);

        Assert.Equal(413, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task Answers_to_whole_bodies_leave_the_connection_to_other_requests()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 200; i++)
        {
            await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
            await client.SendAsync("def");
            Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        }

        Assert.Equal(1, scenario.Target.Connections);
    }

    private static Reply Early(string afterwards) => (afterwards switch
    {
        "closed" => Reply.BytesThenClose(TooLarge),
        "reset" => Reply.BytesThenReset(TooLarge),
        _ => new Reply(async (connection, _) =>
        {
            await connection.SendAsync(TooLarge);
            while (await connection.Reader.ReadSomeAsync(connection.Ended) is { Length: > 0 })
            {
            }

            return false;
        }),
    }).Early();

    /// <summary>Takes no more of the body for as long as it takes to fill what lies between, and answers then.</summary>
    private static Reply AfterWhile(string afterwards) => new Reply(async (connection, _) =>
    {
        await Task.Delay(500, connection.Ended);
        await connection.SendAsync(TooLarge);
        await Task.Delay(afterwards == "reset" ? 100 : Timeout.Infinite, connection.Ended);
        connection.Reset();
        return false;
    }).Early();

    /// <summary>Sends until it is answered.</summary>
    private static async Task<RawMessage> UploadAsync(RawClient client, string framing, long length = Large)
    {
        var isChunked = framing == "chunked";
        await client.SendAsync(
            $"POST /upload HTTP/1.1\r\nHost: x\r\n{(isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}")}\r\n\r\n");
        var response = client.ReadResponseAsync();
        for (var sent = 0; !response.IsCompleted && sent < Large; sent += Chunk.Length)
        {
            try
            {
                await client.SendAsync(Chunk);
            }
            catch (IOException)
            {
                // It is answered, and the connection closed.
                break;
            }
        }

        return await response;
    }
}
