using System.Diagnostics;
using System.Net;
using System.Text;
using AlbEmulator.Descriptors;
using AlbEmulator.TargetGroups.Echo;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.TargetGroups.Echo;

public sealed class EchoTargetTests : IAsyncLifetime
{
    private EchoTarget _target = null!;
    private RawClient _client = null!;

    public async Task InitializeAsync()
    {
        _target = await EchoTarget.StartAsync(
            IPAddress.Loopback, 0, "orders", ProcessDescriptors.Unlimited.Echoes, NullLoggerFactory.Instance);
        _client = new RawClient(_target.Port);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task The_request_is_answered_as_it_stood_on_the_wire()
    {
        await _client.SendAsync("POST /a%20b?c=d&e HTTP/1.1\r\nx-Second: 2\r\nhost: example.com\r\n"
            + "X-FIRST:1\r\nContent-Length: 5\r\nx-second:  again \r\n\r\nhello");

        var answer = await _client.ReceiveAsync();

        Assert.Equal(200, answer.Status);
        Assert.Contains("Content-Type: application/json", answer.Head);
        var json = answer.Json;
        Assert.Equal("orders", json.GetProperty("name").GetString());
        Assert.Equal("POST", json.GetProperty("method").GetString());
        Assert.Equal("/a%20b?c=d&e", json.GetProperty("target").GetString());
        Assert.Equal("hello", json.GetProperty("body").GetString());
        Assert.Equal(5, json.GetProperty("bodyLength").GetInt64());
        Assert.Equal(_client.LocalEndPoint, json.GetProperty("remote").GetString());
        Assert.Equal(
            ["x-Second=2", "host=example.com", "X-FIRST=1", "Content-Length=5", "x-second=again"],
            json.GetProperty("headers").EnumerateArray().Select(field => $"{field[0]}={field[1]}"));
    }

    [Fact]
    public async Task A_request_without_a_body_has_an_empty_one()
    {
        await _client.SendAsync("GET / HTTP/1.1\r\n\r\n");

        var json = (await _client.ReceiveAsync()).Json;

        Assert.Equal("", json.GetProperty("body").GetString());
        Assert.Equal(0, json.GetProperty("bodyLength").GetInt64());
        Assert.False(json.TryGetProperty("trailers", out _));
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        await _client.SendAsync("POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\none"
            + "GET /2 HTTP/1.1\r\n\r\n\r\nGET /3 HTTP/1.1\r\n\r\n");

        Assert.Equal("/1", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
        Assert.Equal("/2", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
        Assert.Equal("/3", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        foreach (var letter in "POST /slow HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")
        {
            await _client.SendAsync(letter.ToString());
        }

        Assert.Equal("hi", (await _client.ReceiveAsync()).Json.GetProperty("body").GetString());
    }

    [Fact]
    public async Task A_chunked_body_is_put_together_and_its_trailers_told()
    {
        await _client.SendAsync("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;x=y\r\nhello\r\nA\r\n, chunks!\n\r\n0\r\nX-Sum: 15\r\n\r\n"
            + "GET /next HTTP/1.1\r\n\r\n");

        var json = (await _client.ReceiveAsync()).Json;

        Assert.Equal("hello, chunks!\n", json.GetProperty("body").GetString());
        Assert.Equal(15, json.GetProperty("bodyLength").GetInt64());
        Assert.Equal("X-Sum", json.GetProperty("trailers")[0][0].GetString());
        Assert.Equal("/next", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
    }

    [Fact]
    public async Task A_body_that_is_not_text_is_told_in_base64()
    {
        await _client.SendAsync("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n\u00ff\0\u00fe");

        var json = (await _client.ReceiveAsync()).Json;

        Assert.True(json.GetProperty("bodyBase64").GetBoolean());
        Assert.Equal([0xff, 0, 0xfe], json.GetProperty("body").GetBytesFromBase64());
    }

    [Fact]
    public async Task A_long_body_is_cut_between_characters_and_its_length_told()
    {
        const int length = (2 * 1024 * 1024) + 1;
        var body = "x" + string.Concat(Enumerable.Repeat("\u00c3\u00a9", length / 2));
        await _client.SendAsync($"POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{body}");

        var json = (await _client.ReceiveAsync()).Json;

        Assert.Equal(length, json.GetProperty("bodyLength").GetInt64());
        Assert.True(json.GetProperty("bodyCut").GetBoolean());
        Assert.Equal((1024 * 1024) - 1, Encoding.UTF8.GetByteCount(json.GetProperty("body").GetString()!));
    }

    [Fact]
    public async Task Bytes_of_a_header_that_are_not_ascii_are_told_one_by_one()
    {
        await _client.SendAsync("GET /\u00e9 HTTP/1.1\r\nX: \u00ff\"\\\u0001\u00c3\r\n\r\n");

        var json = (await _client.ReceiveAsync()).Json;

        Assert.Equal("/\u00e9", json.GetProperty("target").GetString());
        Assert.Equal("\u00ff\"\\\u0001\u00c3", json.GetProperty("headers")[0][1].GetString());
    }

    [Fact]
    public async Task Expect_100_continue_is_answered_before_the_body_is_read()
    {
        await _client.SendAsync("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        Assert.Equal(100, (await _client.ReceiveAsync()).Status);

        await _client.SendAsync("ok");

        Assert.Equal("ok", (await _client.ReceiveAsync()).Json.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("/status/200", 200)]
    [InlineData("/status/404?x", 404)]
    [InlineData("/status/599", 599)]
    [InlineData("http://example.com/status/503", 503)]
    [InlineData("/status/199", 400)]
    [InlineData("/status/600", 400)]
    [InlineData("/status/abc", 400)]
    [InlineData("/delay/-1", 400)]
    [InlineData("/delay/3601", 400)]
    [InlineData("/delay/NaN", 400)]
    [InlineData("/bytes/many", 400)]
    [InlineData("/Status/404", 200)]
    public async Task Status_answers_with_the_status_it_names(string target, int status)
    {
        await _client.SendAsync($"GET {target} HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");

        Assert.Equal(status, (await _client.ReceiveAsync()).Status);
        Assert.Equal("/next", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
    }

    [Theory]
    [InlineData("GET", "/status/204")]
    [InlineData("GET", "/status/304")]
    [InlineData("HEAD", "/")]
    [InlineData("HEAD", "/bytes/10")]
    public async Task An_answer_that_has_no_body_sends_none(string method, string target)
    {
        await _client.SendAsync($"{method} {target} HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");

        await _client.ReceiveAsync(hasBody: false);
        Assert.Equal("/next", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
    }

    [Fact]
    public async Task Delay_waits_before_it_answers()
    {
        var began = Stopwatch.GetTimestamp();
        await _client.SendAsync("GET /delay/0.2 HTTP/1.1\r\n\r\n");

        Assert.Equal(200, (await _client.ReceiveAsync()).Status);
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.19));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Bytes_streams_so_many_bytes(int count)
    {
        await _client.SendAsync($"GET /bytes/{count} HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");

        var answer = await _client.ReceiveAsync();

        Assert.Equal(count, answer.Body.Length);
        const string text = "0123456789abcdefghijklmnopqrstuvwxyz\n";
        Assert.All(answer.Body.Chunk(text.Length), line => Assert.StartsWith(new string(line), text));
        Assert.Equal("/next", (await _client.ReceiveAsync()).Json.GetProperty("target").GetString());
    }

    [Fact]
    public async Task Health_is_200_until_it_is_set()
    {
        Assert.Equal(200, await StatusOf("GET /health"));
        Assert.Equal(200, await StatusOf("PUT /health?status=503"));
        Assert.Equal(503, await StatusOf("GET /health"));
        Assert.Equal(503, _target.HealthStatus);
        Assert.Equal(400, await StatusOf("PUT /health?status=sick"));
        Assert.Equal(400, await StatusOf("PUT /health"));
        Assert.Equal(200, await StatusOf("GET /"));
        Assert.Equal(200, await StatusOf("PUT /health?status=200"));
        Assert.Equal(200, await StatusOf("GET /health"));

        async Task<int> StatusOf(string request)
        {
            await _client.SendAsync($"{request} HTTP/1.1\r\n\r\n");
            return (await _client.ReceiveAsync()).Status;
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nConnection: x, Close\r\n\r\n", 200)]
    [InlineData("GET / HTTP/1.0\r\n\r\n", 200)]
    [InlineData("GET / HTTP/2.0\r\n\r\n", 505)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nName : value\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400)]
    public async Task The_connection_is_closed_after_what_cannot_be_continued(string request, int status)
    {
        await _client.SendAsync(request);

        var answer = await _client.ReceiveAsync();

        Assert.Equal(status, answer.Status);
        Assert.Contains("Connection: close", answer.Head);
        Assert.True(await _client.IsAtEndAsync());
    }

    [Fact]
    public async Task An_old_client_can_keep_its_connection()
    {
        await _client.SendAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        Assert.Contains("Connection: keep-alive", (await _client.ReceiveAsync()).Head);

        await _client.SendAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        Assert.Equal(200, (await _client.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_head_that_is_too_long_is_refused()
    {
        await _client.SendAsync($"GET / HTTP/1.1\r\nX: {new string('x', 128 * 1024)}\r\n\r\n");

        Assert.Equal(431, (await _client.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_does_no_harm()
    {
        await _client.SendAsync("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
        _client.FinishSending();
        Assert.True(await _client.IsAtEndAsync());

        using var next = new RawClient(_target.Port);
        await next.SendAsync("GET / HTTP/1.1\r\n\r\n");
        Assert.Equal(200, (await next.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_stop_closes_idle_connections_and_lets_requests_in_flight_end()
    {
        using var idle = new RawClient(_target.Port);
        await idle.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await idle.ReceiveAsync();
        await _client.SendAsync("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        await _client.ReceiveAsync();

        var stop = _target.StopAsync(CancellationToken.None);

        Assert.True(await idle.IsAtEndAsync());
        Assert.False(stop.IsCompleted);
        await _client.SendAsync("ok");
        var last = await _client.ReceiveAsync();
        Assert.Equal(200, last.Status);
        Assert.True(await _client.IsAtEndAsync());
        await stop;
    }
}
