using System.Globalization;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>A target's answer with two ends, on all ways that an answer can take.</summary>
public sealed class AnswerWaysTests
{
    private const string Chunks = "3\r\nabc\r\n0\r\n\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    [Theory]
    [InlineData("Content-Length: 3\r\n" + Chunked)]
    [InlineData("Content-Length: 3\r\nContent-Length: 3\r\n" + Chunked)]
    public async Task Client_of_HTTP_1_0_gets_a_body_that_ends_with_its_connection(string headers)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes($"HTTP/1.1 200 OK\r\n{headers}\r\n{Chunks}"));

        var response = await scenario.ExchangeAsync("GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");

        Assert.Equal("abc", response.Text);
        Assert.Equal((null, null, "close"), (response.Header("Content-Length"), response.Header("Transfer-Encoding"), response.Header("Connection")));
    }

    [Theory]
    [InlineData("200 OK", $"{Chunked}Content-Length: 9\r\n\r\n{Chunks}", "abc")]
    [InlineData("200 OK", "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "abc")]
    [InlineData("204 No Content", "Content-Length: 3\r\n\r\n", "")]
    [InlineData("502 Bad Gateway", "Content-Length: 3, 3\r\n\r\nabc", null)]
    public async Task Client_of_HTTP_2_gets_one_length_or_none(string status, string rest, string? body)
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Bytes($"HTTP/1.1 {(body is null ? "200 OK" : status)}\r\n{rest}"));
        using var client = new Http2Client(scenario.Port);

        using var response = await client.OpenAsync(HttpMethod.Get, "/");

        Assert.Equal(status[..3], ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        var text = await response.Content.ReadAsStringAsync();
        if (body is not null)
        {
            Assert.Equal(body, text);
        }
    }

    [Fact]
    public async Task Upgraded_connection_tells_no_length()
    {
        await using var scenario = await Scenario.StartAsync(new Reply(async (connection, _) =>
        {
            await connection.SendAsync(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Content-Length: 3\r\n{Chunked}\r\n");
            while (await connection.Reader.ReadSomeAsync(connection.Ended) is { Length: > 0 } some)
            {
                await connection.SendAsync(some);
            }

            return false;
        }));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Upgrade());
        var sent = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n");
        await client.SendAsync(sent);

        Assert.Equal((101, null, null), (response.Status, response.Header("Content-Length"), response.Header("Transfer-Encoding")));
        Assert.Equal(sent, await client.ReadExactlyAsync(sent.Length));
    }

    [Fact]
    public async Task Answer_that_refuses_an_upgrade_has_one_end()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(Reply.Bytes($"HTTP/1.1 400 Bad Request\r\nContent-Length: 9\r\n{Chunked}\r\n{Chunks}"));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Upgrade());

        Assert.Equal((400, "abc"), (response.Status, response.Text));
        AnswerFramingTests.AssertOneEnd(response);
    }

    [Theory]
    [InlineData("Content-Length: 3\r\n" + Chunked, 413)]
    [InlineData("Content-Length: 3\r\nContent-Length: 4\r\n", 502)]
    public async Task Answer_that_comes_early_has_one_end(string headers, int status)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(Reply.BytesThenSilence($"HTTP/1.1 413 Payload Too Large\r\n{headers}\r\n{Chunks}").Early());
        await using var client = await scenario.ConnectAsync();
        await client.SendAsync("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        await scenario.Target.WaitForRequestsAsync(1);
        await client.SendAsync(new byte[100_000]);

        var response = await client.ReadResponseAsync();

        Assert.Equal(status, response.Status);
        AnswerFramingTests.AssertOneEnd(response);
    }

    [Theory]
    [InlineData("", "Content-Length|Transfer-Encoding")]
    [InlineData("Connection: keep-alive\r\n", "Connection|Content-Length|Transfer-Encoding")]
    [InlineData("Connection: close\r\n", "Connection|Content-Length|Transfer-Encoding")]
    public async Task Journal_shows_the_answer_as_the_target_gave_it(string connection, string expected)
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Bytes($"HTTP/1.1 200 OK\r\n{connection}Content-Length: 3\r\n{Chunked}\r\n{Chunks}"));
        await scenario.ExchangeAsync(Wire.Get());

        var headers = JournalClient.Headers(await new JournalClient(scenario.Emulator).TheOneAsync(), "target_response");

        Assert.Equal(expected, string.Join('|', headers.Select(header => header.Key).Order()));
        Assert.DoesNotContain(headers, header => header.Value == "cLOSE");
    }

    [Theory]
    [InlineData("Content-Length: 3\r\nContent-Length: 4", "The target's answer has two lengths.")]
    [InlineData("Content-Length: 3, 3", "The target's answer has a Content-Length that is no number of bytes.")]
    [InlineData("Transfer-Encoding: gzip", "The target's answer has a Transfer-Encoding that no client asked for.")]
    public async Task Journal_says_what_is_wrong_with_an_answer(string headers, string expected)
    {
        await using var scenario = await Scenario.StartAsync(Reply.BytesThenSilence($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\nabc"));
        await scenario.ExchangeAsync(Wire.Get());

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();

        Assert.Equal(expected, told.GetProperty("error_detail").GetString());
    }
}
