using System.Net;

namespace AlbEmulator.Tests.Support;

/// <summary>Requests of every kind, one after the other.</summary>
internal sealed class MetricsTraffic(MetricsStage stage)
{
    /// <summary>Requests that have a line in the log.</summary>
    public int Requests { get; private set; }

    /// <summary>Those that got a new target of a sticky group.</summary>
    public int NonSticky { get; private set; }

    /// <summary>Those of them whose group is sticky by a cookie of the application.</summary>
    public int AppNonSticky { get; private set; }

    /// <summary>Those that were forwarded with headers of invalid names.</summary>
    public int ForwardedInvalid { get; private set; }

    /// <summary>Those that lost headers of invalid names.</summary>
    public int DroppedInvalid { get; private set; }

    /// <summary>Connections that came to nothing in the handshake.</summary>
    public int FailedHandshakes { get; private set; }

    public async Task RunAsync()
    {
        await ForwardAsync();
        await AnswerAsync();
        await FailAsync();
        await StickAsync();
        await InvokeAsync();
        await SpeakHttp2Async();
        await NameBadlyAsync();
        await LeaveAsync();
        await UpgradeAsync();
        await GoOverIPv6Async();
        await ShakeHandsInVainAsync();
    }

    private async Task ForwardAsync()
    {
        await using var client = await RawClient.ConnectAsync(stage.HttpPort);
        foreach (var path in new[] { "/", "/302", "/404", "/500" })
        {
            for (var time = 0; time < 4; time++)
            {
                await client.ExchangeAsync(Wire.Get(path));
                Requests++;
            }
        }

        await SendAsync(Wire.Post("/", "some body"), 200);
        await SendAsync(Wire.PostChunked("/", "some", "body"), 200);
        await SendAsync(Wire.Request("HEAD", "/"), 200);
        // What RFC 7230 does not want: a body of nothing.
        await SendAsync(Wire.Get("/", "Content-Length: 0"), 200);
    }

    private async Task AnswerAsync()
    {
        for (var time = 0; time < 3; time++)
        {
            await SendAsync(Wire.Get("/redirect"), 301);
            await SendAsync(Wire.Get("/fixed"), 404);
            await SendAsync(Wire.Get("/empty"), 503);
        }

        await SendAsync(Wire.Get("/redirect" + new string('x', 8200)), 507);
    }

    private async Task FailAsync()
    {
        for (var time = 0; time < 3; time++)
        {
            await SendAsync("GARBAGE\r\n\r\n", 400);
            await SendAsync("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
            await SendAsync(Wire.Get("/refused"), 502);
            await SendAsync(Wire.Get("/plain"), 502);
            await SendAsync(Wire.Get("/close"), 502);
        }

        await SendAsync(Wire.Request("TRACE", "/"), 405);
        await SendAsync(Wire.Get("/", $"X-Forwarded-For: {string.Join(", ", Enumerable.Repeat("1.2.3.4", 31))}"), 463);
        var timers = stage.Time.TimerCount;
        var full = RawClient.ExchangeAsync(stage.HttpPort, Wire.Get("/full"));
        await Patience.UntilAsync("the connection to be tried", () => stage.Time.TimerCount > timers);
        stage.Time.Advance(AlbEmulator.BackEndConnections.TargetConnector.Timeout);
        Assert.Equal(504, (await full).Status);
        Requests++;
    }

    private async Task StickAsync()
    {
        var first = await SendAsync(Wire.Get("/sticky"), 200);
        NonSticky++;
        for (var time = 0; time < 3; time++)
        {
            await SendAsync(Wire.Get("/sticky", $"Cookie: {first.Cookie("AWSALB")}"), 200);
        }

        await SendAsync(Wire.Get("/sticky", "Cookie: AWSALB=forged"), 200);
        NonSticky++;

        var session = await SendAsync(Wire.Get("/session"), 200);
        await SendAsync(Wire.Get("/session", "Cookie: SID=1"), 200);
        NonSticky += 2;
        AppNonSticky += 2;
        await SendAsync(Wire.Get("/session", $"Cookie: {string.Join("; ", session.Cookies())}"), 200);
    }

    private async Task InvokeAsync()
    {
        await SendAsync(Wire.Get("/lambda"), 200);
        stage.Lambda.Next(LambdaStage.Returns("null"), LambdaStage.Returns("403 Forbidden", "{}", []));
        await SendAsync(Wire.Get("/lambda"), 502);
        await SendAsync(Wire.Get("/lambda"), 502);
        await SendAsync(Wire.Get("/lambda", "a_b: 1"), 200);
        ForwardedInvalid++;
        await SendAsync(Wire.Get("/nowhere"), 502);
    }

    private async Task SpeakHttp2Async()
    {
        using var client = new Http2Client(stage.HttpsPort);
        foreach (var (path, status) in new[] { ("/", 200), ("/404", 404), ("/fixed", 404), ("/redirect", 301), ("/refused", 502) })
        {
            for (var time = 0; time < 2; time++)
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal(status, (int)response.StatusCode);
                Requests++;
            }
        }

        foreach (var (path, status) in new[] { ("/demo.Echo/Say", 200), ("/demo.Echo/Say", 200), ("/", 464) })
        {
            using var message = new ByteArrayContent(new byte[5]) { Headers = { { "Content-Type", "application/grpc" } } };
            using var response = await client.OpenAsync(HttpMethod.Post, path, message);
            await response.Content.ReadAsByteArrayAsync();
            Assert.Equal(status, (int)response.StatusCode);
            Requests++;
        }
    }

    private async Task NameBadlyAsync()
    {
        for (var time = 0; time < 2; time++)
        {
            await SendAsync(Wire.Get("/", "a_b: 1", "c.d: 2"), 200);
            ForwardedInvalid++;
            await SendAsync(Wire.Get("/", "a_b: 1", "c.d: 2"), 200, stage.DroppingPort);
            DroppedInvalid++;
        }

        await SendAsync(Wire.Get("/", "a-b: 1"), 200, stage.DroppingPort);
    }

    private async Task LeaveAsync()
    {
        var before = stage.Web.Requests.Count;
        await using (var client = await RawClient.ConnectAsync(stage.HttpPort))
        {
            await client.SendAsync(Wire.Get("/silent"));
            await stage.Web.WaitForRequestsAsync(before + 1);
        }

        Requests++;
    }

    private async Task UpgradeAsync()
    {
        await using var client = await RawClient.ConnectAsync(stage.HttpPort);
        await client.SendAsync(Wire.Upgrade());
        Assert.Equal(101, (await client.ReadResponseAsync()).Status);
        await client.SendAsync("hello");
        await client.ReadExactlyAsync(5);
        Requests++;
    }

    private async Task GoOverIPv6Async()
    {
        for (var time = 0; IPv6.IsHere && time < 3; time++)
        {
            Assert.Equal(200, (await RawClient.ExchangeAsync(stage.SixPort, Wire.Get(), IPAddress.IPv6Loopback)).Status);
            Requests++;
        }
    }

    /// <summary>A record of TLS that is none.</summary>
    private async Task ShakeHandsInVainAsync()
    {
        await using var client = await RawClient.ConnectAsync(stage.HttpsPort);
        await client.SendAsync("\u0016\u0003\u0001\u0000\u0005nonsense");
        await client.ReadEndingAsync();
        FailedHandshakes++;
    }

    private async Task<RawMessage> SendAsync(string request, int status, int? port = null)
    {
        var response = await RawClient.ExchangeAsync(port ?? stage.HttpPort, request);
        Assert.True(response.Status == status, $"{request}\n{response.Head}");
        Requests++;
        return response;
    }
}
