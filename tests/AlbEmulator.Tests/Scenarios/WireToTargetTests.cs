using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What a client writes over HTTP/1.1 reaches the target as it stands, behind the load balancer's own lines.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html"/>
/// </summary>
public sealed class WireToTargetTests
{
    private const string PreserveHost = "routing.http.preserve_host_header.enabled";

    [Fact]
    public async Task Lines_pass_in_the_order_and_the_case_of_the_client()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(
            Wire.Get("/", "zeta: 1", "ACCEPT: */*", "user-agent: a", "Zeta: 2", "x-Y:  b c \t", "Cookie: a=b", "cookie: c=d"));

        Assert.Equal(["zeta", "ACCEPT", "user-agent", "Zeta", "x-Y", "Cookie", "cookie"], received.HeaderNames.Skip(5));
        Assert.Equal(["1", "2"], received.HeaderValues("zeta"));
        Assert.Equal("b c", received.Header("X-Y"));
        Assert.Equal(["a=b", "c=d"], received.HeaderValues("Cookie"));
    }

    [Fact]
    public async Task Length_of_a_body_stands_right_behind_the_load_balancers_own_lines()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Post("/", "hello", "Accept: */*", "Content-Type: text/plain"));

        Assert.Equal(
            ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id", "Content-Length", "Accept", "Content-Type"],
            received.HeaderNames);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Request_without_a_body_gets_no_length_whatever_it_says_of_its_type(string method)
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Request(method, "/", "Content-Type: text/plain", "Content-Language: en"));

        Assert.Equal(["Content-Type", "Content-Language"], received.HeaderNames.Skip(5));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("Post")]
    [InlineData("x-y!")]
    public async Task Method_passes_in_the_case_of_the_client(string method)
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(method, (await scenario.ForwardAsync(Wire.Request(method, "/"))).Method);
    }

    [Theory]
    [InlineData("a@b: c")]
    [InlineData("x(y)=\"z\": c")]
    [InlineData("f\u00fcr: c")]
    public async Task Name_that_is_no_token_passes(string line)
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", line));

        Assert.Equal(line, $"{received.Headers[^1].Key}: {received.Headers[^1].Value}");
    }

    [Fact]
    public async Task Continued_line_gets_a_colon_behind_it()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", "X: a", " more", "Y: b"));

        Assert.Equal(["X", "more", "Y"], received.HeaderNames.Skip(5));
        Assert.Equal(["a", "", "b"], received.Headers.Skip(5).Select(header => header.Value));
    }

    [Theory]
    [InlineData("/a b")]
    [InlineData("/a\tb")]
    [InlineData("/a\u0001\u007f")]
    public async Task Blanks_and_control_characters_of_a_target_pass(string target)
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(target, (await scenario.ForwardAsync(Wire.Get(target))).Target);
        Assert.Equal($"GET http://example.com:{scenario.Port}{Escaped(target)} HTTP/1.1", (await scenario.LineAsync()).Request);
    }

    [Fact]
    public async Task Several_Hosts_are_one_to_the_target_and_the_first_to_the_rules()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync("GET / HTTP/1.1\r\nHost: first.com\r\nHost: second.com\r\n\r\n");

        Assert.StartsWith("first.com", received.Header("Host"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_Hosts_are_all_preserved()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(PreserveHost, "true"));

        var received = await scenario.ForwardAsync("GET / HTTP/1.1\r\nHost: First.com\r\nA: b\r\nHost: second.com:1\r\n\r\n");

        Assert.Equal(["First.com", "second.com:1"], received.HeaderValues("Host"));
    }

    [Fact]
    public async Task Host_may_have_an_empty_port()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync("GET / HTTP/1.1\r\nHost: example.com:\r\n\r\n");

        Assert.Equal($"example.com:{scenario.Port}", received.Header("Host"));
    }

    [Fact]
    public async Task Trailers_of_a_request_pass()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(
            "POST / HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: abc\r\nContent-Length: 7\r\n\r\n");

        Assert.Equal("hello", received.Text);
        Assert.Equal("X-Sum: abc\r\n", received.Trailers);
    }

    [Fact]
    public async Task Chunked_body_of_HTTP_1_0_that_may_be_read_in_two_ways_closes_both_connections_without_a_word_to_the_target()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(
            "POST / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

        Assert.Equal("close", response.Header("Connection"));
        Assert.Null(scenario.Target.Request.Header("Connection"));
        await Patience.UntilAsync("the connection to the target to be closed", () => scenario.Target.OpenConnections == 0);
    }

    /// <summary>As the log has it.</summary>
    private static string Escaped(string target) => string.Concat(target.Select(character =>
        character is < ' ' or '\u007f' ? $"\\x{(int)character:X2}" : $"{character}"));
}
