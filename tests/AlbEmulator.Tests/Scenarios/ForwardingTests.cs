using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Requests and responses on their way through.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html"/>
/// </summary>
public sealed class ForwardingTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/a%2Fb%2fc")]
    [InlineData("/%41%7e~")]
    [InlineData("//a//b")]
    [InlineData("/a/../b/./c/..")]
    [InlineData("/a?a=1&a=2&b=x+y&c=%20&d")]
    [InlineData("/a?")]
    [InlineData("/a??b=?")]
    [InlineData("/a;v=1,2!$'()*@:=")]
    [InlineData("/caf\u00c3\u00a9?q=\u00e9")]
    [InlineData("/[a]|{b}^`\"<>\\")]
    [InlineData("/a?q=[x]|{y}\"<>\\^`")]
    [InlineData("/a#b?c#d")]
    [InlineData("/%zz%")]
    public async Task Path_and_query_arrive_byte_for_byte(string target)
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get(target));

        Assert.Equal(target, received.Target);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    public async Task Methods_pass_as_they_are(string method)
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(method, (await scenario.ForwardAsync(Wire.Request(method, "/"))).Method);
    }

    [Fact]
    public async Task Response_passes_with_repeated_headers_and_unusual_reason()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 299 Quite Fine\r\nContent-Length: 2\r\nServer: own/1\r\nSet-Cookie: a=1; Path=/\r\n"
            + "Set-Cookie: b=2\r\nx-lower: caf\u00e9\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\nok"));

        var response = await scenario.ExchangeAsync(Wire.Get());

        Assert.Equal("HTTP/1.1 299 Quite Fine", response.StartLine);
        Assert.Equal(["a=1; Path=/", "b=2"], response.HeaderValues("Set-Cookie"));
        Assert.Equal("own/1", response.Header("Server"));
        Assert.Equal("Mon, 01 Jan 2024 00:00:00 GMT", response.Header("Date"));
        Assert.Equal("caf\u00e9", response.Header("x-lower"));
        Assert.Equal("ok", response.Text);
    }

    [Fact]
    public async Task Server_header_is_not_added_to_a_response_of_a_target()
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Null((await scenario.ExchangeAsync(Wire.Get())).Header("Server"));
    }

    [Fact]
    public async Task Client_is_told_whether_its_connection_stays()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        Assert.Equal("keep-alive", (await client.ExchangeAsync(Wire.Get())).Header("Connection"));
        Assert.Equal("close", (await client.ExchangeAsync(Wire.Get("/", "Connection: close"))).Header("Connection"));
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
    }

    [Fact]
    public async Task Head_has_the_headers_and_no_body()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n"));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal("42", (await client.ExchangeAsync(Wire.Request("HEAD", "/"))).Header("Content-Length"));
        Assert.Equal("42", (await client.ExchangeAsync(Wire.Request("HEAD", "/"))).Header("Content-Length"));
        Assert.Equal("HEAD", scenario.Target.Requests[0].Method);
    }

    [Theory]
    [InlineData("204 No Content", "")]
    [InlineData("304 Not Modified", "ETag: \"x\"\r\n")]
    [InlineData("200 OK", "Content-Length: 0\r\n")]
    public async Task Responses_without_a_body_leave_the_connection_usable(string status, string headers)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes($"HTTP/1.1 {status}\r\n{headers}\r\n"));
        await using var client = await scenario.ConnectAsync();

        Assert.Equal($"HTTP/1.1 {status}", (await client.ExchangeAsync(Wire.Get())).StartLine);
        Assert.Equal($"HTTP/1.1 {status}", (await client.ExchangeAsync(Wire.Get())).StartLine);
    }

    [Fact]
    public async Task Chunked_bodies_pass_both_ways()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

        var response = await scenario.ExchangeAsync(Wire.PostChunked("/", "hello ", "there"));

        Assert.Equal("abcde", response.Text);
        Assert.Equal("chunked", response.Header("Transfer-Encoding"));
        Assert.Equal("hello there", scenario.Target.Request.Text);
        Assert.Equal("chunked", scenario.Target.Request.Header("Transfer-Encoding"));
    }

    [Fact]
    public async Task Body_of_known_length_keeps_its_length()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Post("/", "hello", "Content-Type: text/plain"));

        Assert.Equal("hello", received.Text);
        Assert.Equal("5", received.Header("Content-Length"));
        Assert.Equal("text/plain", received.Header("Content-Type"));
        Assert.Null(received.Header("Transfer-Encoding"));
    }

    [Fact]
    public async Task Post_with_an_empty_body_says_so_to_the_target()
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal("0", (await scenario.ForwardAsync(Wire.Post("/", ""))).Header("Content-Length"));
    }

    [Fact]
    public async Task Get_with_a_body_passes_with_it()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");

        Assert.Equal("abc", received.Text);
    }

    [Fact]
    public async Task Interim_responses_do_not_stand_for_the_answer()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get());
        var response = await client.ReadResponseAsync();
        while (response.Status < 200)
        {
            response = await client.ReadResponseAsync();
        }

        Assert.Equal(200, response.Status);
        Assert.Equal("ok", response.Text);
        Assert.Equal("200", (await scenario.LineAsync()).TargetStatusCode);
    }

    [Fact]
    public async Task Trailers_of_the_target_reach_the_client()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 42\r\n\r\n"));

        Assert.Equal("X-Sum: 42\r\n", (await scenario.ExchangeAsync(Wire.Get("/", "TE: trailers"))).Trailers);
    }
}
