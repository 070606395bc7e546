using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>The tools of the other tests, tried on each other: the raw client against the scripted target.</summary>
public sealed class ScriptedTargetTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public async Task Target_keeps_the_exact_bytes_of_a_request()
    {
        await using var target = ScriptedTarget.Start();
        const string Head = "POST /a%2F//é?q=1 HTTP/1.1\r\nhOsT: x\r\nContent-Length: 5\r\nX-A:1\r\nX-A: 2\r\n\r\n";

        var response = await RawClient.ExchangeAsync(target.Port, Head + "hello");

        Assert.Equal("ok", response.Text);
        Assert.Equal(Head, target.Request.Head);
        Assert.Equal("hello", target.Request.Text);
        Assert.Equal("/a%2F//é?q=1", target.Request.Target);
        Assert.Equal(["hOsT", "Content-Length", "X-A", "X-A"], target.Request.HeaderNames);
        Assert.Equal(["1", "2"], target.Request.HeaderValues("x-a"));
    }

    [Fact]
    public async Task Target_answers_by_queue_then_by_path_then_otherwise()
    {
        await using var target = ScriptedTarget.Start(Reply.Ok("otherwise"))
            .On("/a", Reply.Ok("by path"))
            .Next(Reply.Ok("queued"));
        await using var client = await RawClient.ConnectAsync(target.Port);

        Assert.Equal("queued", (await client.ExchangeAsync(Get)).Text);
        Assert.Equal("by path", (await client.ExchangeAsync(Get)).Text);
        Assert.Equal("otherwise", (await client.ExchangeAsync(Get.Replace("/a", "/b", StringComparison.Ordinal))).Text);
        Assert.Equal(1, target.Connections);
    }

    [Fact]
    public async Task Close_and_reset_are_told_apart()
    {
        await using var target = ScriptedTarget.Start().Next(Reply.Close, Reply.Reset);
        await using var first = await RawClient.ConnectAsync(target.Port);
        await using var second = await RawClient.ConnectAsync(target.Port);

        await first.SendAsync(Get);
        Assert.Equal((Ending.Closed, ""), await first.ReadEndingAsync());
        await second.SendAsync(Get);
        Assert.Equal((Ending.Reset, ""), await second.ReadEndingAsync());
    }

    [Fact]
    public async Task Silence_lasts_until_the_client_goes()
    {
        await using var target = ScriptedTarget.Start(Reply.Silence);
        await using var client = await RawClient.ConnectAsync(target.Port);

        await client.SendAsync(Get);
        await target.WaitForRequestsAsync(1);
        await Assert.ThrowsAsync<TimeoutException>(
            () => client.ReadResponseAsync(within: TimeSpan.FromMilliseconds(50)));
        client.Reset();

        await Patience.UntilAsync("the target to let go", () => target.OpenConnections == 0);
    }

    [Fact]
    public async Task Chunked_bodies_and_trailers_are_read_both_ways()
    {
        await using var target = ScriptedTarget.Start(Reply.Bytes(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Sum: 1\r\n\r\n"));

        var response = await RawClient.ExchangeAsync(
            target.Port,
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: t\r\n\r\n");

        Assert.Equal("abcde", response.Text);
        Assert.Equal("X-Sum: 1\r\n", response.Trailers);
        Assert.Equal("hello", target.Request.Text);
        Assert.Equal("X-T: t\r\n", target.Request.Trailers);
    }

    [Fact]
    public async Task Wire_length_counts_every_byte()
    {
        const string Answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        await using var target = ScriptedTarget.Start(Reply.Bytes(Answer));
        await using var client = await RawClient.ConnectAsync(target.Port);

        Assert.Equal(Answer.Length, (await client.ExchangeAsync(Get)).WireLength);
        Assert.Equal(Answer.Length, (await client.ExchangeAsync(Get)).WireLength);
        Assert.Equal(Answer.Length * 2, client.BytesReceived);
        Assert.Equal(Get.Length * 2, client.BytesSent);
    }

    [Fact]
    public async Task Body_without_a_length_goes_on_until_the_close()
    {
        await using var target = ScriptedTarget.Start(Reply.BytesThenClose("HTTP/1.0 200 OK\r\n\r\nabc"));

        Assert.Equal("abc", (await RawClient.ExchangeAsync(target.Port, Get)).Text);
    }

    [Fact]
    public async Task Body_shorter_than_announced_is_an_error()
    {
        await using var target = ScriptedTarget.Start(
            Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));

        await Assert.ThrowsAsync<EndOfStreamException>(() => RawClient.ExchangeAsync(target.Port, Get));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Large_bodies_are_counted_and_thrown_away(bool chunked)
    {
        await using var target = ScriptedTarget.Start(Reply.Stream(1_000_001, chunked));
        await using var client = await RawClient.ConnectAsync(target.Port);

        await client.SendAsync(Get);
        var response = await client.ReadResponseAsync(keep: false);

        Assert.Equal(1_000_001, response.BodyLength);
        Assert.Empty(response.Body);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(33 * 1024)]
    [InlineData(40_961)]
    public async Task Head_is_as_long_as_it_is_told(int length)
    {
        await using var target = ScriptedTarget.Start(Reply.HeadOf(length));

        Assert.Equal(length, (await RawClient.ExchangeAsync(target.Port, Get)).Head.Length);
    }

    [Fact]
    public async Task Early_reply_does_not_wait_for_the_body()
    {
        await using var target = ScriptedTarget.Start(Reply.Ok("early").Early());

        var response = await RawClient.ExchangeAsync(target.Port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");

        Assert.Equal("early", response.Text);
    }

    [Fact]
    public async Task Steps_are_taken_when_the_test_says_so()
    {
        using var step = new SemaphoreSlim(1);
        await using var target = ScriptedTarget.Start(
            Reply.Stepwise(step, "HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        await using var client = await RawClient.ConnectAsync(target.Port);

        Assert.Equal(103, (await client.ExchangeAsync(Get)).Status);
        step.Release();
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task Web_socket_target_echoes_raw_bytes()
    {
        await using var target = ScriptedTarget.Start(Reply.WebSocketEcho);
        await using var client = await RawClient.ConnectAsync(target.Port);

        Assert.Equal(101, (await client.ExchangeAsync(Get)).Status);
        await client.SendAsync("\0\u00ff frame");
        Assert.Equal("\0\u00ff frame", Encoding.Latin1.GetString(await client.ReadExactlyAsync(8)));
        client.HalfClose();
        Assert.Empty(await client.ReadToEndAsync());
    }
}
