using System.Globalization;
using System.Net;
using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// HTTP/2 from clients.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration"/>
/// </summary>
public sealed class Http2Tests
{
    [Fact]
    public async Task Request_reaches_the_target_as_http_1_1_and_is_logged_as_h2()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();

        using var response = await client.GetAsync("/a?b");

        Assert.Equal((HttpVersion.Version20, "ok"), (response.Version, await response.Content.ReadAsStringAsync()));
        Assert.Empty(response.Headers.Connection);
        var received = scenario.Target.Request;
        Assert.StartsWith("GET /a?b HTTP/1.1\r\n", received.Head, StringComparison.Ordinal);
        Assert.Equal($"localhost:{scenario.Port}", received.Header("Host"));
        Assert.Equal(("https", $"{scenario.Port}"), (received.Header("X-Forwarded-Proto"), received.Header("X-Forwarded-Port")));
        var line = await scenario.LineAsync();
        Assert.Equal(("h2", "200", "200"), (line.Type, line.ElbStatusCode, line.TargetStatusCode));
        Assert.Equal($"GET https://localhost:{scenario.Port}/a?b HTTP/2.0", line.Request);
        Assert.Equal(received.Header("X-Amzn-Trace-Id"), line.TraceId);
        Assert.Equal(("TLSv1.2", "localhost"), (line.SslProtocol, line.DomainName));
        Assert.InRange(double.Parse(line.ResponseProcessingTime, CultureInfo.InvariantCulture), 0, 10);
    }

    [Theory]
    [InlineData(204, "GET", false)]
    [InlineData(204, "HEAD", false)]
    [InlineData(204, "GET", true)]
    [InlineData(204, "HEAD", true)]
    [InlineData(205, "HEAD", false)]
    [InlineData(205, "HEAD", true)]
    public async Task Status_without_a_body_has_none_though_the_target_announces_it(int status, string method, bool isHttp2)
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.BytesThenClose($"HTTP/1.1 {status} None\r\nContent-Length: 5\r\n\r\n"));
        using var client = scenario.Http2(isHttp2 ? null : HttpVersion.Version11);

        using var response = await client.OpenAsync(new HttpMethod(method), "/");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var line = await scenario.LineAsync();
        Assert.Equal(($"{status}", $"{status}"), (line.ElbStatusCode, line.TargetStatusCode));
    }

    [Fact]
    public async Task Hundred_streams_at_once_share_one_connection_and_mix_nothing_up()
    {
        await using var scenario = await Scenario.StartHttpsAsync(new Reply(async (connection, request) =>
        {
            var body = $"{request.Head.Split(' ')[1]} {request.Text}";
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            return true;
        }));
        using var client = scenario.Http2();
        (await client.GetAsync("/first")).Dispose();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            using var response = await client.PostAsync($"/{number}", new StringContent($"body {number}"));
            Assert.Equal($"/{number} body {number}", await response.Content.ReadAsStringAsync());
        }));

        var lines = await scenario.Emulator.WaitForLogLinesAsync(101);
        Assert.Single(lines.Select(line => line.ConnTraceId).Distinct());
        Assert.Equal(101, lines.Select(line => line.TraceId).Distinct().Count());
        Assert.Equal(101, lines.Select(line => line.RequestUrl).Distinct().Count());
        Assert.All(lines.Skip(1), line => Assert.InRange(Number(line.ReceivedBytes), 20, 400));
    }

    [Fact]
    public async Task Big_bodies_pass_both_ways()
    {
        const int size = 8 * 1024 * 1024;
        var big = new string('x', size);
        await using var scenario = await Scenario.StartHttpsAsync(Reply.CountBody());
        scenario.Target.On("/download", Reply.Ok(big));
        using var client = scenario.Http2();

        using var uploaded = await client.PostAsync("/", new ByteArrayContent(new byte[size]));
        var downloaded = await client.GetByteArrayAsync("/download");

        Assert.Equal($"{size}", await uploaded.Content.ReadAsStringAsync());
        Assert.Equal(size, downloaded.Length);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        Assert.InRange(Number(lines[0].ReceivedBytes), size, size + (size / 100));
        Assert.InRange(Number(lines[1].SentBytes), size, size + (size / 100));
    }

    [Fact]
    public async Task Body_without_a_length_is_sent_on_in_chunks()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();

        using var response = await client.PostAsync("/", new StreamContent(new Unseekable(Encoding.ASCII.GetBytes("hello"))));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("chunked", scenario.Target.Request.Header("Transfer-Encoding"));
        Assert.Equal("hello", scenario.Target.Request.Text);
    }

    [Fact]
    public async Task Cookie_crumbs_are_joined()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("Cookie", ["a=1", "b=2"]);

        (await client.SendAsync(request)).Dispose();

        Assert.Equal("a=1; b=2", scenario.Target.Request.Header("Cookie"));
    }

    [Fact]
    public async Task Names_of_headers_are_in_lower_case_but_for_those_of_the_load_balancer()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/f%C3%BC") { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("User-Agent", "Me");
        request.Headers.TryAddWithoutValidation("X-Own", "A: B");
        request.Headers.TryAddWithoutValidation("Cookie", ["a=1", "b=2"]);
        request.Content = new StringContent("Body: B\r\n");

        (await client.SendAsync(request)).Dispose();

        var received = scenario.Target.Request;
        Assert.Equal(
            ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id"],
            received.HeaderNames.Take(5));
        Assert.Equal(
            ["content-length", "content-type", "cookie", "user-agent", "x-own"], received.HeaderNames.Skip(5).Order());
        Assert.Equal(("/f%C3%BC", "Me", "A: B"), (received.Target, received.Header("User-Agent"), received.Header("X-Own")));
        Assert.Equal("Body: B\r\n", received.Text);
    }

    [Fact]
    public async Task Headers_of_the_targets_connection_and_trailers_arrive_as_http_2_has_them()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Bytes(
            "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nUpgrade: h2c\r\n"
            + "X-Own: yes\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n"));
        using var client = scenario.Http2();

        using var response = await client.GetAsync("/");

        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Own")));
        Assert.All(["Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "Transfer-Encoding"], name =>
            Assert.False(response.Headers.Contains(name), name));
        Assert.Equal("7", Assert.Single(response.TrailingHeaders.GetValues("X-Sum")));
    }

    [Theory]
    [InlineData("GET", 503)]
    [InlineData("HEAD", 503)]
    [InlineData("TRACE", 405)]
    public async Task Own_answers_have_the_page_and_the_headers_of_a_load_balancer(string method, int status)
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.Listener(FreePorts.Take(), "none").TargetGroup("none"));
        await scenario.Emulator.ChangeAsync(topology => topology with
        {
            TargetGroups = [.. topology.TargetGroups.Select(group => group with { Targets = [] })],
        });
        using var client = scenario.Http2();

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/") { Version = HttpVersion.Version20 });

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
        Assert.NotNull(response.Headers.Date);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(["Date", "Server"], response.Headers.Select(header => header.Key).Order());
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(method == "HEAD" ? 0 : response.Content.Headers.ContentLength, body.Length);
        var line = await scenario.LineAsync();
        Assert.Equal(("h2", $"{status}", "-"), (line.Type, line.ElbStatusCode, line.TargetStatusCode));
        Assert.InRange(Number(line.SentBytes), 9 + 9, 400);
        // The connection lives on.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/")).StatusCode);
        Assert.Single((await scenario.Emulator.WaitForLogLinesAsync(2)).Select(line => line.ConnTraceId).Distinct());
    }

    [Fact]
    public async Task Stream_that_the_client_cancels_is_460_and_the_others_live()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Silence);
        scenario.Target.On("/other", Reply.Slowly(TimeSpan.FromMilliseconds(300), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "o", "k"));
        using var client = scenario.Http2();
        using var end = new CancellationTokenSource();
        var cancelled = client.GetAsync("/cancelled", end.Token);
        await scenario.Target.WaitForRequestsAsync(1);
        var other = client.GetStringAsync("/other");
        await scenario.Target.WaitForRequestsAsync(2);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal("ok", await other);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        var line = Assert.Single(lines, line => line.RequestUrl.EndsWith("/cancelled", StringComparison.Ordinal));
        Assert.Equal(("460", "-", "0"), (line.ElbStatusCode, line.TargetStatusCode, line.SentBytes));
        Assert.Equal(line.ConnTraceId, lines.Single(other => other != line).ConnTraceId);
    }

    [Fact]
    public async Task Streams_live_on_over_a_reload()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        scenario.Target.On("/slow", Reply.Slowly(TimeSpan.FromMilliseconds(400), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "o", "k"));
        using var client = scenario.Http2();
        var slow = client.GetStringAsync("/slow");
        await scenario.Target.WaitForRequestsAsync(1);

        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(
            new RuleAction.FixedResponse(404)));

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/")).StatusCode);
        Assert.Equal("ok", await slow);
        Assert.Single((await scenario.Emulator.WaitForLogLinesAsync(2)).Select(line => line.ConnTraceId).Distinct());
    }

    [Fact]
    public async Task Redirect_sees_https()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(
            new RuleAction.Redirect(301) { Path = "/new/#{path}" }));
        using var client = scenario.Http2();

        using var response = await client.GetAsync("/a?b");

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal($"https://localhost:{scenario.Port}/new/a?b", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Silent_connection_is_closed_and_a_slow_stream_is_not()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Slowly(TimeSpan.FromMilliseconds(700), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "1", "2", "3"),
            topology => topology.IdleTimeout(1));
        await using var client = await Http2RawClient.ConnectAsync(scenario.Port);

        await client.GetAsync("/");
        var frames = await client.ReadToEndAsync();

        Assert.Contains(frames, frame => frame is { Type: 0, Length: > 0 });
        Assert.Equal(7, frames[^1].Type);
        Assert.Equal("200", (await scenario.LineAsync()).ElbStatusCode);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
