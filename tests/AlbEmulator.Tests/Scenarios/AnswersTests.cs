using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What the load balancer answers itself, and the line each leaves.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
public sealed class AnswersTests
{
    private const string BadGateway = "502 Bad Gateway";

    [Fact]
    public async Task Target_that_refuses_is_502()
    {
        var closed = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), closed));

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get());

        AlbPage.AssertIs(BadGateway, response);
        Assert.Equal(277, response.WireLength);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        AssertLine(line, "502", sent: 277, target: $"127.0.0.1:{closed}");
        Assert.Equal("-1 -1 -1", Times(line));
    }

    public static TheoryData<string, Reply> Misbehaviour => new()
    {
        { "closes before an answer", Reply.Close },
        { "resets before an answer", Reply.Reset },
        { "closes within the head", Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Le") },
        { "resets within the head", Reply.BytesThenReset("HTTP/1.1 200 OK\r\nContent-Le") },
        { "speaks another protocol", Reply.BytesThenClose("SSH-2.0-OpenSSH_9.6\r\n\r\n") },
        { "has no status", Reply.Bytes("HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of letters", Reply.Bytes("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of 099", Reply.Bytes("HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of 000", Reply.Bytes("HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of 0", Reply.Bytes("HTTP/1.1 0 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of 99", Reply.Bytes("HTTP/1.1 99 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of 1000", Reply.Bytes("HTTP/1.1 1000 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of -20", Reply.Bytes("HTTP/1.1 -20 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a status of +20", Reply.Bytes("HTTP/1.1 +20 OK\r\nContent-Length: 0\r\n\r\n") },
        { "has a header without a colon", Reply.Bytes("HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 0\r\n\r\n") },
        { "has two different lengths", Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab") },
        { "has a length of letters", Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nab") },
        { "has headers above 32 KB", Reply.HeadOf(33 * 1024) },
        { "upgrades unasked", Reply.Bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n") },
    };

    [Theory]
    [MemberData(nameof(Misbehaviour))]
    public async Task Target_that_misbehaves_is_502(string how, Reply reply)
    {
        await using var scenario = await Scenario.StartAsync(reply);

        var response = await scenario.ExchangeAsync(Wire.Get());

        Assert.True(response.Status == 502, how);
        AlbPage.AssertIs(BadGateway, response);
        var line = await scenario.LineAsync();
        AssertLine(line, "502", sent: 277, target: scenario.Target.Address);
        Assert.Matches(@"^0\.\d{3} 0\.\d{3} -1$", Times(line));
    }

    [Fact]
    public async Task Target_that_misbehaves_after_an_interim_answer_is_502_behind_it()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Bytes("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());

        Assert.Equal(103, (await client.ReadResponseAsync()).Status);
        AlbPage.AssertIs(BadGateway, await client.ReadResponseAsync());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(599)]
    [InlineData(600)]
    [InlineData(999)]
    public async Task Status_of_three_digits_from_200_is_passed_on(int status)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes($"HTTP/1.1 {status} X\r\nContent-Length: 2\r\n\r\nok"));

        Assert.Equal(status, (await scenario.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal($"{status}", (await scenario.LineAsync()).TargetStatusCode);
    }

    [Fact]
    public async Task Response_headers_below_32_KB_pass()
    {
        await using var scenario = await Scenario.StartAsync(Reply.HeadOf(31 * 1024));

        Assert.Equal(200, (await scenario.ExchangeAsync(Wire.Get())).Status);
    }

    [Fact]
    public async Task Post_is_not_sent_twice_when_the_target_resets()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.ExchangeAsync(Wire.Get());
        scenario.Target.Otherwise = Reply.Reset;

        var response = await scenario.ExchangeAsync(Wire.Post("/pay", "once"));

        AlbPage.AssertIs(BadGateway, response);
        Assert.Single(scenario.Target.Requests, request => request.Target == "/pay");
    }

    [Fact]
    public async Task No_target_is_503()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get());

        AlbPage.AssertIs("503 Service Temporarily Unavailable", response);
        Assert.Equal(337, response.WireLength);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        AssertLine(line, "503", sent: 337, target: "-");
        Assert.Equal("-1 -1 -1", Times(line));
    }

    [Fact]
    public async Task Silent_target_is_504_after_the_idle_timeout()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Silence, topology => topology.IdleTimeout(1));
        var started = TimeProvider.System.GetTimestamp();

        var response = await scenario.ExchangeAsync(Wire.Get());

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.95));
        AlbPage.AssertIs("504 Gateway Time-out", response);
        Assert.Equal(292, response.WireLength);
        var line = await scenario.LineAsync();
        AssertLine(line, "504", sent: 292, target: scenario.Target.Address);
        Assert.Matches(@"^0\.\d{3} -1 -1$", Times(line));
    }

    [Fact]
    public async Task Client_that_gives_up_is_460_in_the_log()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Silence);
        var client = await scenario.ConnectAsync();
        var request = Wire.Get();
        await client.SendAsync(request);
        await scenario.Target.WaitForRequestsAsync(1);

        client.Reset();

        var line = await scenario.LineAsync();
        AssertLine(line, "460", sent: 0, target: scenario.Target.Address);
        Assert.Equal("-1 -1 -1", Times(line));
        Assert.Equal($"{request.Length}", line.ReceivedBytes);
    }

    [Fact]
    public async Task Trace_is_405()
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync(Wire.Request("TRACE", "/"));

        Assert.Equal("HTTP/1.1 405 Not Allowed", response.StartLine);
        Assert.Equal("awselb/2.0", response.Header("Server"));
        Assert.Equal(AlbPage.Body("405 Not Allowed"), response.Text);
        Assert.Equal("405", (await scenario.LineAsync()).ElbStatusCode);
        Assert.Empty(scenario.Target.Requests);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) Chrome/123.0.0.0 Safari/537.36", true)]
    [InlineData("Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)", true)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0", false)]
    public async Task Page_is_padded_for_browsers_that_would_replace_it(string userAgent, bool padded)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Close);

        var response = await scenario.ExchangeAsync(Wire.Get("/", $"User-Agent: {userAgent}"));

        AlbPage.AssertIs(BadGateway, response, padded: padded);
        Assert.Equal(padded ? 679 : 277, response.WireLength);
        Assert.Equal($"{response.WireLength}", (await scenario.LineAsync()).SentBytes);
    }

    [Fact]
    public async Task Head_gets_the_same_head_without_the_page()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Close);
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Request("HEAD", "/"));

        Assert.Equal(AlbPage.Head(BadGateway, 122), AlbPage.WithoutDate(response.Head));
        Assert.Equal("155", (await scenario.LineAsync()).SentBytes);
        Assert.Equal(502, (await client.ExchangeAsync(Wire.Get())).Status);
    }

    [Fact]
    public async Task Connection_stays_after_502_503_and_504()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.IdleTimeout(1));
        scenario.Target.Next(Reply.Close, Reply.Silence);
        await using var client = await scenario.ConnectAsync();

        Assert.Equal(502, (await client.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal(504, (await client.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\nHost: example.com\r\n\r\n")]
    public async Task Answer_says_close_where_the_connection_closes(string request)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Close);
        await using var client = await scenario.ConnectAsync();

        AlbPage.AssertIs(BadGateway, await client.ExchangeAsync(request), "close");
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
    }

    [Fact]
    public async Task Body_that_breaks_off_is_not_made_whole()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());
        var (_, text) = await client.ReadEndingAsync();

        Assert.DoesNotContain("awselb", text, StringComparison.Ordinal);
        Assert.Equal("200", (await scenario.LineAsync()).TargetStatusCode);
    }

    [Fact]
    public async Task Chunked_body_that_breaks_off_is_not_made_whole()
    {
        using var step = new SemaphoreSlim(1);
        await using var scenario = await Scenario.StartAsync(
            Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "zz\r\n"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());
        await client.ReadUntilAsync("3\r\nabc\r\n");
        step.Release();
        var (_, text) = await client.ReadEndingAsync();

        Assert.Empty(text);
        await scenario.LineAsync();
    }

    [Fact]
    public async Task Client_that_closes_before_sending_the_body_is_400_in_the_log()
    {
        await using var scenario = await Scenario.StartAsync();
        await using (var client = await scenario.ConnectAsync())
        {
            await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
            await Patience.UntilAsync("the target to be connected", () => scenario.Target.Connections == 1);
        }

        Assert.Matches("400|460", (await scenario.LineAsync()).ElbStatusCode);
    }

    private static void AssertLine(AccessLogLine line, string status, long sent, string target)
    {
        Assert.Equal(status, line.ElbStatusCode);
        Assert.Equal("-", line.TargetStatusCode);
        Assert.Equal($"{sent}", line.SentBytes);
        Assert.Equal(target, line.Target);
        Assert.Equal(target, line.TargetPortList);
        Assert.Equal("forward", line.ActionsExecuted);
        Assert.Equal("0", line.MatchedRulePriority);
        Assert.Contains(":targetgroup/web/", line.TargetGroupArn, StringComparison.Ordinal);
        Assert.StartsWith("Root=1-", line.TraceId, StringComparison.Ordinal);
        Assert.Equal("-", line.ErrorReason);
    }

    private static string Times(AccessLogLine line) =>
        $"{line.RequestProcessingTime} {line.TargetProcessingTime} {line.ResponseProcessingTime}";
}
