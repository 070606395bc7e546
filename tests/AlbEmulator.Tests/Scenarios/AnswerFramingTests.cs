using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Where a target's answer ends is never told in two ways: not to the client, and not by what the target sends next. What
/// AWS makes of each is not documented; here it is as RFC 9112, 6.3 has it, and a 502 where that has nothing.
/// </summary>
public sealed class AnswerFramingTests
{
    private const string Chunks = "3\r\nabc\r\n0\r\n\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    public static TheoryData<string, string, string> Ambiguous => new()
    {
        // Status, headers and body of the answer; the body as the client gets it.
        { "200 OK", $"{Chunked}Content-Length: 3\r\n\r\n{Chunks}", "abc" },
        { "200 OK", $"Content-Length: 3\r\n{Chunked}\r\n{Chunks}", "abc" },
        { "200 OK", $"Content-Length: 13\r\n{Chunked}\r\n{Chunks}", "abc" },
        { "200 OK", $"content-length : 0\r\ntransfer-encoding:\t CHUNKED\t\r\n\r\n{Chunks}", "abc" },
        { "200 OK", $"content-length:0\ntransfer-encoding:chunked\n\n{Chunks}", "abc" },
        { "200 OK", "Content-Length: 3\r\nX: y\rTransfer-Encoding: chunked\r\n\r\nabc", "abc" },
        { "200 OK", "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "abc" },
        { "200 OK", "Content-Length: 3\r\nX: y\r\nContent-Length: 03\r\n\r\nabc", "abc" },
        { "404 Not Found", $"Content-Length: 3\r\nContent-Length: 3\r\n{Chunked}\r\n{Chunks}", "abc" },
        { "200 OK", "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc", "abc" },
        { "204 No Content", "Content-Length: 3\r\n\r\n", "" },
        { "204 No Content", $"{Chunked}\r\n", "" },
        { "304 Not Modified", $"{Chunked}\r\n", "" },
        { "103 Early Hints", "Content-Length: 3\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc" },
        { "103 Early Hints", $"{Chunked}\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc" },
    };

    public static TheoryData<string, string> Unambiguous => new()
    {
        { "Content-Length: 3\r\n\r\nabc", "abc" },
        { "content-length:003\r\n\r\nabc", "abc" },
        { $"{Chunked}\r\n{Chunks}", "abc" },
        { $"transfer-encoding:Chunked\r\n\r\n{Chunks}", "abc" },
        { $"X-Content-Length: 9\r\nContent_Length: 9\r\n{Chunked}\r\n{Chunks}", "abc" },
    };

    public static TheoryData<string> Malformed => new()
    {
        "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        $"Content-Length: 3\r\nContent-Length: 4\r\n{Chunked}\r\n{Chunks}",
        "Content-Length: 3, 3\r\n\r\nabc",
        "Content-Length: 3, 4\r\n\r\nabc",
        "Content-Length: -3\r\n\r\nabc",
        "Content-Length: +3\r\n\r\nabc",
        "Content-Length: 0x3\r\n\r\nabc",
        "Content-Length: 3 3\r\n\r\nabc",
        "Content-Length:\r\n\r\nabc",
        "Content-Length: 9223372036854775808\r\n\r\nabc",
        "Content-Length: 18446744073709551619\r\n\r\nabc",
        "Content-Length: 3\r\n 3\r\n\r\nabc",
        $"Content-Length: x\r\n{Chunked}\r\n{Chunks}",
        $"{Chunked}{Chunked}\r\n{Chunks}",
        $"Transfer-Encoding: chunked, chunked\r\n\r\n{Chunks}",
        $"Transfer-Encoding: gzip, chunked\r\n\r\n{Chunks}",
        $"Transfer-Encoding: gzip\r\n{Chunked}\r\n{Chunks}",
        $"{Chunked}Transfer-Encoding: gzip\r\n\r\n{Chunks}",
        $"Transfer-Encoding: identity, chunked\r\n\r\n{Chunks}",
        $"Transfer-Encoding: chunked, identity\r\n\r\n{Chunks}",
        "Transfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc",
        $"Transfer-Encoding: chunked;q=1\r\n\r\n{Chunks}",
        $"Transfer-Encoding: \"chunked\"\r\n\r\n{Chunks}",
        "Transfer-Encoding:\r\nContent-Length: 3\r\n\r\nabc",
        $"Transfer-Encoding: ,chunked\r\n\r\n{Chunks}",
        $"Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n{Chunks}",
        $"Content-Length\t: 3\r\n{Chunked}\r\n{Chunks}",
        $"Content-Length: 3\rTransfer-Encoding: chunked\r\n\r\n{Chunks}",
        $"Content-Length: 3\r\nTransfer-Encoding: {new string(' ', 300)}chunked,\r\n\r\n{Chunks}",
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task Answer_with_two_ends_comes_with_one_and_its_connection_is_not_used_again(string status, string rest, string body)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(Reply.Bytes($"HTTP/1.1 {status}\r\n{rest}"));
        await using var client = await scenario.ConnectAsync();

        var response = await FinalAsync(client);

        Assert.Equal(body, response.Text);
        AssertOneEnd(response);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(2, scenario.Target.Connections);
        await Patience.UntilAsync("the first connection to close", () => scenario.Target.OpenConnections == 1);
    }

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task Target_over_TLS_is_understood_alike(string status, string rest, string body)
    {
        await using var target = ScriptedTarget.Start().Next(Reply.Bytes($"HTTP/1.1 {status}\r\n{rest}"));
        await using var front = TlsFront.Start(target.Port);
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), front.Port)
                .Property("web", "Protocol", "HTTPS").Property("web", "HealthCheckProtocol", "HTTPS"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        var response = await FinalAsync(client);

        Assert.Equal(body, response.Text);
        AssertOneEnd(response);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(2, target.Connections);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(17)]
    public async Task Head_may_come_in_pieces(int piece)
    {
        var answer = $"HTTP/1.1 200 OK\r\nX-Filler: {new string('x', 300)}\r\nContent-Length: 3\r\n{Chunked}X-After: y\r\n\r\n{Chunks}";
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(Reply.Slowly(TimeSpan.Zero, [.. answer.Chunk(piece).Select(part => new string(part))]));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Get());

        Assert.Equal(("abc", "y"), (response.Text, response.Header("X-After")));
        AssertOneEnd(response);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(2, scenario.Target.Connections);
    }

    [Theory]
    [MemberData(nameof(Unambiguous))]
    public async Task Answer_with_one_end_leaves_its_connection_to_others(string rest, string body)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(Reply.Bytes($"HTTP/1.1 200 OK\r\n{rest}"));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Get());

        Assert.Equal(body, response.Text);
        AssertOneEnd(response);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(1, scenario.Target.Connections);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Answer_without_an_end_is_502_and_its_connection_is_not_used_again(string rest)
    {
        await using var scenario = await Scenario.StartAsync();
        // Once on a connection that was used before, and once on a new one.
        await RawClient.ExchangeAsync(scenario.Port, Wire.Get());
        var malformed = Reply.BytesThenSilence($"HTTP/1.1 200 OK\r\n{rest}");
        scenario.Target.Next(malformed, malformed);
        await using var client = await scenario.ConnectAsync();

        for (var time = 0; time < 2; time++)
        {
            AlbPage.AssertIs("502 Bad Gateway", await client.ExchangeAsync(Wire.Get("/malformed")));
        }

        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(2, scenario.Target.Requests.Count(request => request.Target == "/malformed"));
        Assert.Equal(3, scenario.Target.Connections);
        await Patience.UntilAsync("the others to close", () => scenario.Target.OpenConnections == 1);
    }

    [Theory]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n" + Chunked)]
    [InlineData("HTTP/1.1", "Content-Length: 3\r\n" + Chunked)]
    [InlineData("HTTP/1.1", "Content-Length: 3\r\nContent-Length: 3\r\n" + Chunked)]
    public async Task Answer_to_HEAD_and_chunks_of_HTTP_1_0_are_the_last_on_their_connection(string version, string headers)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.Next(
            Reply.Bytes($"{version} 200 OK\r\n{headers}\r\n"), Reply.Bytes($"{version} 200 OK\r\n{headers}\r\n{Chunks}"));
        await using var client = await scenario.ConnectAsync();

        var head = await client.ExchangeAsync(Wire.Request("HEAD", "/"));
        var whole = await client.ExchangeAsync(Wire.Get());

        Assert.Null(head.Header("Content-Length"));
        Assert.Equal("abc", whole.Text);
        AssertOneEnd(whole);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(3, scenario.Target.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nabc", "abc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nabc", "abc")]
    public async Task Body_that_ends_with_its_connection_comes_whole(string answer, string body)
    {
        await using var scenario = await Scenario.StartAsync(Reply.BytesThenClose(answer));

        var response = await scenario.ExchangeAsync(Wire.Get());

        Assert.Equal(body, response.Text);
        AssertOneEnd(response);
    }

    /// <summary>The answer, before which an interim one may come that tells of no body.</summary>
    private static async Task<RawMessage> FinalAsync(RawClient client)
    {
        var response = await client.ExchangeAsync(Wire.Get());
        if (response.Status != 103)
        {
            return response;
        }

        Assert.Empty(response.Headers);
        return await client.ReadResponseAsync();
    }

    /// <summary>As RFC 9112, 6 leaves no choice.</summary>
    internal static void AssertOneEnd(RawMessage response)
    {
        var lengths = response.HeaderValues("Content-Length");
        var codings = response.HeaderValues("Transfer-Encoding");
        Assert.InRange(lengths.Count + codings.Count, 0, 1);
        Assert.All(lengths, length => Assert.Matches("^[0-9]+$", length));
        Assert.All(codings, coding => Assert.Equal("chunked", coding));
        if (response.Status is 204 or 304)
        {
            Assert.Empty(codings);
        }
        else if (lengths.Count + codings.Count == 0)
        {
            Assert.Equal("close", response.Header("Connection"));
        }
    }
}
