using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What a target gets besides the client's own headers.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html"/>
/// </summary>
public sealed class ForwardedHeadersTests
{
    [Fact]
    public async Task Headers_of_the_load_balancer_come_first_in_its_order()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/path", "User-Agent: curl/8.5.0", "Accept: */*", "X-Own: 1"));

        Assert.Equal("GET /path HTTP/1.1", received.StartLine);
        Assert.Equal(
            ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id"],
            received.HeaderNames.Take(5));
        Assert.Equal(["Accept", "User-Agent", "X-Own"], received.HeaderNames.Skip(5).Order());
    }

    [Fact]
    public async Task Own_headers_of_the_client_keep_their_case_and_order()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", "x-lower: 1", "X-UPPER: 2", "b-second: 3", "A-Third: 4"));

        Assert.Equal(["x-lower", "X-UPPER", "b-second", "A-Third"], received.HeaderNames.Skip(5));
    }

    [Theory]
    [InlineData("GET", "Content-Type: application/json")]
    [InlineData("GET", "Content-Language: en")]
    [InlineData("GET", "Last-Modified: Mon, 23 Nov 2026 10:00:00 GMT")]
    [InlineData("GET", "Expires: 0")]
    [InlineData("GET", "Allow: GET")]
    [InlineData("GET", "Content-Encoding: gzip")]
    [InlineData("HEAD", "Content-Type: text/plain")]
    [InlineData("DELETE", "Content-Type: application/json")]
    [InlineData("OPTIONS", "Content-Location: /x")]
    public async Task Headers_of_a_body_reach_the_target_without_one(string method, string header)
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", header).Replace("GET /", $"{method} /", StringComparison.Ordinal));

        Assert.Equal(header.Split(": ")[1], received.Header(header.Split(':')[0]));
        Assert.Null(received.Header("Content-Length"));
        Assert.Null(received.Header("Transfer-Encoding"));
    }

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("127.0.0.4", "127.0.0.4, 127.0.0.1")]
    [InlineData("127.0.0.4, 127.0.0.8", "127.0.0.4, 127.0.0.8, 127.0.0.1")]
    [InlineData("2001:db8::7", "2001:db8::7, 127.0.0.1")]
    public async Task Address_of_the_client_is_appended_to_X_Forwarded_For(string? sent, string expected)
    {
        await using var scenario = await Scenario.StartAsync();
        string[] headers = sent is null ? [] : [$"X-Forwarded-For: {sent}"];

        var received = await scenario.ForwardAsync(Wire.Get("/", headers));

        Assert.Equal(expected, received.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task X_Forwarded_Proto_and_Port_of_the_client_are_replaced()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(
            Wire.Get("/", "X-Forwarded-Proto: https", "X-Forwarded-Port: 443", "X-Forwarded-Host: kept.example"));

        Assert.Equal("http", received.Header("X-Forwarded-Proto"));
        Assert.Equal($"{scenario.Port}", received.Header("X-Forwarded-Port"));
        Assert.Equal("kept.example", received.Header("X-Forwarded-Host"));
    }

    [Theory]
    [InlineData("example.com", "example.com:{port}")]
    [InlineData("EXAMPLE.Com", "example.com:{port}")]
    [InlineData("example.com:{port}", "example.com:{port}")]
    [InlineData("example.com:1234", "example.com:1234")]
    [InlineData("127.0.0.1", "127.0.0.1:{port}")]
    public async Task Host_gets_the_port_of_the_listener_if_it_has_none(string sent, string expected)
    {
        await using var scenario = await Scenario.StartAsync();
        string Fill(string text) => text.Replace("{port}", $"{scenario.Port}", StringComparison.Ordinal);

        var received = await scenario.ForwardAsync($"GET / HTTP/1.1\r\nHost: {Fill(sent)}\r\n\r\n");

        Assert.Equal(Fill(expected), received.Header("Host"));
    }

    [Fact]
    public async Task Host_of_http_1_0_without_one_is_the_name_of_the_load_balancer()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync("GET / HTTP/1.0\r\n\r\n");

        Assert.Equal("GET / HTTP/1.1", received.StartLine);
        Assert.Matches(@"^demo-\d+\.us-east-1\.elb\.amazonaws\.com(:\d+)?$", received.Header("Host"));
        Assert.Contains(".us-east-1.elb.amazonaws.com:", (await scenario.LineAsync()).Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("keep-alive")]
    public async Task Connection_of_the_client_is_not_forwarded(string value)
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", $"Connection: {value}"));

        Assert.Null(received.Header("Connection"));
    }

    /// <summary>Not documented: as nginx does.</summary>
    [Fact]
    public async Task Headers_of_the_clients_connection_stay_with_it()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get(
            "/", "TE: trailers", "Trailer: X", "Keep-Alive: timeout=5", "Proxy-Authorization: Basic dTpw", "Proxy-Connection: keep-alive"));

        Assert.Equal(["Trailer", "Proxy-Authorization", "Proxy-Connection"], received.HeaderNames.Skip(5));
    }

    [Fact]
    public async Task Upgrade_to_anything_but_WebSocket_does_not_reach_the_target()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get(
            "/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"));

        Assert.Null(received.Header("Connection"));
    }

    [Fact]
    public async Task Expect_is_answered_at_once_and_not_forwarded()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal(100, (await client.ReadResponseAsync()).Status);
        await client.SendAsync("hello");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        var received = scenario.Target.Request;
        Assert.Equal("hello", received.Text);
        Assert.Null(received.Header("Expect"));
    }

    /// <summary>.NET's client writes the values of one name in one line, which means the same (RFC 9110, 5.2).</summary>
    [Fact]
    public async Task Repeated_headers_keep_every_value_in_order()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", "X-Many: a", "Cookie: c=1; d=2", "X-Many: b, c"));

        Assert.Equal("a, b, c", string.Join(", ", received.HeaderValues("X-Many")));
        Assert.Equal("c=1; d=2", received.Header("Cookie"));
    }

    [Fact]
    public async Task Header_values_keep_their_bytes()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", "X-Bytes: caf\u00c3\u00a9 \u00e9", "X-Empty:", "User-Agent: a\"b\\c"));

        Assert.Equal("caf\u00c3\u00a9 \u00e9", received.Header("X-Bytes"));
        Assert.Equal("", received.Header("X-Empty"));
        Assert.Equal("a\"b\\c", received.Header("User-Agent"));
    }

    [Fact]
    public async Task Credentials_and_tracing_of_others_pass()
    {
        await using var scenario = await Scenario.StartAsync();
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var received = await scenario.ForwardAsync(
            Wire.Get("/", "Authorization: Basic dTpw", $"traceparent: {Parent}", "tracestate: a=b"));

        Assert.Equal("Basic dTpw", received.Header("Authorization"));
        Assert.Equal(Parent, received.Header("traceparent"));
        Assert.Equal("a=b", received.Header("tracestate"));
    }
}
