using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Requests that are refused as malformed: 400, its page, the end of the connection, and a line.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-400-issues"/>
/// </summary>
public sealed class MalformedTests
{
    public static TheoryData<string, string> Unreadable => new()
    {
        { "not HTTP", "nonsense\r\n\r\n" },
        { "a TLS hello", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n" },
        { "an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
        { "a method that is none", "G(T / HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "an encoded NUL in the path", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "no Host", "GET /a?b HTTP/1.1\r\nUser-Agent: me\r\n\r\n" },
        { "a header without a colon", "GET /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nno colon\r\n\r\n" },
        { "a NUL in a header", "GET /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nX: a\0b\r\n\r\n" },
        { "a length of letters", "POST /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nContent-Length: abc\r\n\r\n" },
        { "a negative length", "POST /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nContent-Length: -1\r\n\r\n" },
        { "a length beyond all", "POST /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nContent-Length: 18446744073709551615\r\n\r\n" },
        { "two lengths", "POST /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    [MemberData(nameof(Refused))]
    public async Task Malformed_request_is_400_and_closes(string what, string request)
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(request);

        Assert.True(response.Status == 400, what);
        AlbPage.AssertIs("400 Bad Request", response, "close");
        Assert.Equal(272, response.WireLength);
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        AssertLine(await scenario.LineAsync());
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Unreadable_request_line_is_logged_as_dashes()
    {
        await using var scenario = await Scenario.StartAsync();

        await scenario.ExchangeAsync("nonsense\r\n\r\n");

        var line = await scenario.LineAsync();
        Assert.Matches($@"^- http://demo-\d+\.us-east-1\.elb\.amazonaws\.com:{scenario.Port}- -$", line.Request);
        Assert.Equal("-", line.UserAgent);
        Assert.Equal("0", line.ReceivedBytes);
    }

    [Fact]
    public async Task Readable_request_line_is_logged_although_the_request_is_refused()
    {
        await using var scenario = await Scenario.StartAsync();

        await scenario.ExchangeAsync("GET /a?b HTTP/1.1\r\nUser-Agent: me\r\n\r\n");

        var line = await scenario.LineAsync();
        Assert.Matches($@"^GET http://demo-\d+\.us-east-1\.elb\.amazonaws\.com:{scenario.Port}/a\?b HTTP/1\.1$", line.Request);
        Assert.Equal("me", line.UserAgent);
    }

    [Fact]
    public async Task Unknown_version_is_505_and_closes()
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync("GET / HTTP/9.9\r\nHost: x\r\n\r\n");

        AlbPage.AssertIs("505 HTTP Version Not Supported", response, "close");
        Assert.Equal("505", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Theory]
    [InlineData(16 * 1024, 400)]
    [InlineData(15 * 1024, 200)]
    public async Task Single_header_is_limited_to_16_KB(int length, int status)
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(status, (await scenario.ExchangeAsync(Wire.Get("/", $"X-Long: {new string('x', length)}"))).Status);
    }

    [Theory]
    [InlineData(70, 400)]
    [InlineData(60, 200)]
    public async Task All_headers_are_limited_to_64_KB(int lines, int status)
    {
        await using var scenario = await Scenario.StartAsync();
        var headers = Enumerable.Range(0, lines).Select(i => $"X-Long-{i}: {new string('x', 1000)}").ToArray();

        Assert.Equal(status, (await scenario.ExchangeAsync(Wire.Get("/", headers))).Status);
    }

    [Fact]
    public async Task Many_small_headers_pass()
    {
        await using var scenario = await Scenario.StartAsync();
        var headers = Enumerable.Range(0, 500).Select(i => $"X-{i}: {i}").ToArray();

        Assert.Equal(200, (await scenario.ExchangeAsync(Wire.Get("/", headers))).Status);
    }

    [Fact]
    public async Task Client_that_goes_before_its_first_byte_leaves_no_line()
    {
        await using var scenario = await Scenario.StartAsync();
        await using (var client = await scenario.ConnectAsync())
        {
            client.HalfClose();
            Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        }

        await scenario.ExchangeAsync(Wire.Get());

        Assert.Equal("200", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Transfer_encoding_other_than_chunked_is_501()
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n");

        Assert.Equal("HTTP/1.1 501 Not Implemented", response.StartLine);
        Assert.Equal(AlbPage.Body("501 Not Implemented"), response.Text);
        Assert.Equal("501", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Request_line_is_limited_to_16_KB()
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync(Wire.Get($"/{new string('x', 17 * 1024)}"));

        Assert.Equal(414, response.Status);
        Assert.Equal("414", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Fact]
    public async Task Length_of_many_digits_is_400()
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync($"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {new string('1', 30)}\r\n\r\n");

        AlbPage.AssertIs("400 Bad Request", response, "close");
        Assert.Equal("400", (await scenario.LineAsync()).ElbStatusCode);
    }

    private static void AssertLine(AccessLogLine line)
    {
        Assert.Equal("http", line.Type);
        Assert.Equal("400", line.ElbStatusCode);
        Assert.Equal("-", line.TargetStatusCode);
        Assert.Equal("272", line.SentBytes);
        Assert.Equal("-", line.Target);
        Assert.Equal("-1", line.RequestProcessingTime);
        Assert.Equal("-1", line.TargetProcessingTime);
        Assert.Equal("-1", line.ResponseProcessingTime);
        Assert.Equal("-", line.TargetGroupArn);
        Assert.Equal("-", line.TraceId);
        Assert.Equal("-", line.MatchedRulePriority);
        Assert.Equal("-", line.ActionsExecuted);
        Assert.Matches("^TID_[0-9a-f]{32}$", line.ConnTraceId);
    }
}
