using System.Text.Json;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What goes wrong with a function. A guess: a function that is silent for the load balancer's idle timeout is a 504
/// without a reason, since AWS's codes speak of connecting and of the function's own timeout.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
/// </summary>
public sealed class LambdaErrorsTests
{
    [Theory]
    [InlineData("200 OK", "{}", "X-Amz-Function-Error: Unhandled", "LambdaUnhandled")]
    [InlineData("200 OK", "{}", "X-Amz-Function-Error: Handled", "LambdaUnhandled")]
    [InlineData("200 OK", "{\"errorMessage\":\"boom\",\"errorType\":\"Error\"}", "X: y", "LambdaUnhandled")]
    [InlineData("502 Bad Gateway", "{\"errorMessage\":\"gone\",\"errorType\":\"Runtime.ExitError\"}", "X: y", "LambdaUnhandled")]
    [InlineData("200 OK", "Task timed out after 3.00 seconds", "X: y", "LambdaUnhandled")]
    [InlineData("200 OK", "null", "X: y", "LambdaInvalidResponse")]
    [InlineData("200 OK", "<html>", "X: y", "LambdaInvalidResponse")]
    [InlineData("200 OK", "{\"statusCode\":200,\"isBase64Encoded\":false,\"headers\":{\"x\":\"\\r\\ny: z\"}}", "X: y", "LambdaInvalidResponse")]
    [InlineData("200 OK", "", "X: y", "LambdaInvalidResponse")]
    [InlineData("403 Forbidden", "{}", "X-Amzn-ErrorType: AccessDeniedException", "LambdaAccessDenied")]
    [InlineData("404 Not Found", "{}", "X-Amzn-ErrorType: ResourceNotFoundException:http://x/", "LambdaResourceNotFound")]
    [InlineData("429 Too Many Requests", "{}", "x-amzn-errortype: TooManyRequestsException", "LambdaThrottling")]
    [InlineData("429 Too Many Requests", "", "X: y", "LambdaThrottling")]
    [InlineData("502 Bad Gateway", "{}", "X-Amzn-ErrorType: KMSDisabledException", "LambdaKMSDisabledException")]
    [InlineData("500 Oops", "<html>", "X: y", "LambdaServiceException")]
    public async Task Failed_invocation_is_502_with_its_reason(string status, string payload, string header, string reason)
    {
        await using var stage = await LambdaStage.StartAsync(LambdaStage.Returns(status, payload, [header]));
        await using var client = await RawClient.ConnectAsync(stage.Port);

        AlbPage.AssertIs("502 Bad Gateway", await client.ExchangeAsync(Wire.Get()));

        var line = await stage.LineAsync();
        Assert.Equal(
            ("502", "-", reason, "-", "-", "-"),
            (line.ElbStatusCode, line.TargetStatusCode, line.ErrorReason, line.Target, line.TargetPortList, line.TargetStatusCodeList));
        Assert.All(
            [line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime],
            time => Assert.Matches(@"^\d+\.\d{3}$", time));

        stage.Lambda.Otherwise = LambdaStage.Returns(LambdaStage.Answer("again"));
        Assert.Equal("again", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    [Fact]
    public async Task Answer_that_is_refused_is_told_in_the_journal_and_in_the_log_of_the_program()
    {
        var log = new HeardLog<FunctionNotices>();
        await using var stage = await LambdaStage.StartAsync(
            LambdaStage.Returns("""{"statusCode":200,"headers":{"X-Count":7}}"""),
            replace: services => services.AddSingleton<ILogger<FunctionNotices>>(log));

        AlbPage.AssertIs("502 Bad Gateway", await stage.ExchangeAsync(Wire.Get()));

        var told = await new JournalClient(stage.Emulator).TheOneAsync();
        Assert.Equal("LambdaInvalidResponse", told.GetProperty("error_reason").GetString());
        Assert.Equal("headers.X-Count is 7 and not a text", told.GetProperty("error_detail").GetString());
        Assert.Equal(
            $"Function {LambdaStage.Arn} of target group web: its answer is refused (LambdaInvalidResponse): headers.X-Count is 7 and not a text",
            Assert.Single(log.Lines).Message);
    }

    [Fact]
    public async Task Answer_of_a_status_alone_is_an_answer()
    {
        await using var stage = await LambdaStage.StartAsync(LambdaStage.Returns("""{"statusCode":200}"""));

        var response = await stage.ExchangeAsync(Wire.Get());

        Assert.Equal((200, "", "application/octet-stream", "0"),
            (response.Status, response.Text, response.Header("Content-Type"), response.Header("Content-Length")));
        Assert.Equal(JsonValueKind.Null, (await new JournalClient(stage.Emulator).TheOneAsync()).GetProperty("error_detail").ValueKind);
    }

    [Fact]
    public async Task Upgrade_to_a_WebSocket_is_400_and_invokes_nothing()
    {
        await using var stage = await LambdaStage.StartAsync();

        AlbPage.AssertIs("400 Bad Request", await stage.ExchangeAsync(Wire.Upgrade()), "close");

        await AssertRefusedAsync(stage, "400", "LambdaWebsocketNotSupported");
    }

    [Theory]
    [InlineData("/", "X: \u00e9", "")]
    [InlineData("/\u00e9", "X: y", "")]
    [InlineData("/", "Content-Type: text/plain", "\u00e9")]
    public async Task Text_that_is_not_UTF8_is_400(string target, string header, string body)
    {
        await using var stage = await LambdaStage.StartAsync();

        AlbPage.AssertIs("400 Bad Request", await stage.ExchangeAsync(Wire.Post(target, body, header)), "close");

        await AssertRefusedAsync(stage, "400", "LambdaBadRequest");
    }

    [Fact]
    public async Task Announced_body_above_1_MB_is_413_before_it_comes()
    {
        await using var stage = await LambdaStage.StartAsync();

        AlbPage.AssertIs(
            "413 Request Entity Too Large",
            await stage.ExchangeAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n"),
            "close");

        await AssertRefusedAsync(stage, "413", "LambdaRequestTooLarge");
    }

    [Fact]
    public async Task Chunked_body_above_1_MB_is_413()
    {
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.ExchangeAsync(Wire.PostChunked("/", new string('x', 1_000_000), new string('x', 100_000)));

        Assert.Equal(413, response.Status);
        await AssertRefusedAsync(stage, "413", "LambdaRequestTooLarge");
    }

    [Fact]
    public async Task Endpoint_that_refuses_the_connection_is_502()
    {
        await using var stage = await LambdaStage.StartAsync();
        var url = new Uri($"http://127.0.0.1:{FreePorts.Take()}/");
        await stage.TargetAsync(new Target(LambdaStage.Arn, 0) { InvokeUrl = url });

        AlbPage.AssertIs("502 Bad Gateway", await stage.ExchangeAsync(Wire.Get()));

        await AssertRefusedAsync(stage, "502", "LambdaConnectionError");
    }

    [Fact]
    public async Task Endpoint_that_hangs_up_is_502()
    {
        await using var stage = await LambdaStage.StartAsync(Reply.Close);

        Assert.Equal(502, (await stage.ExchangeAsync(Wire.Get())).Status);

        Assert.Equal("LambdaConnectionError", (await stage.LineAsync()).ErrorReason);
        Assert.Single(stage.Lambda.Requests);
    }

    [Fact]
    public async Task Answer_that_breaks_off_is_502()
    {
        await using var stage = await LambdaStage.StartAsync(
            Reply.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"));

        Assert.Equal(502, (await stage.ExchangeAsync(Wire.Get())).Status);

        Assert.Equal("LambdaConnectionError", (await stage.LineAsync()).ErrorReason);
    }

    [Fact]
    public async Task Endpoint_that_does_not_accept_is_504_after_ten_seconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Elsewhere a full backlog refuses instead of keeping quiet.
            return;
        }

        using var full = new FullBacklog();
        var time = new ManualTime();
        await using var stage = await LambdaStage.StartAsync(replace: services => services.AddSingleton(
            provider => new LambdaClient(provider.GetRequiredService<AlbSettings>(), time, ProcessDescriptors.Unlimited)));
        await stage.TargetAsync(new Target(LambdaStage.Arn, 0) { InvokeUrl = new Uri($"http://127.0.0.1:{full.Port}/") });

        var exchange = stage.ExchangeAsync(Wire.Get());
        // The idle timeout's timer, and the connection's.
        await Patience.UntilAsync("the connection to be tried", () => time.TimerCount > 1);
        time.Advance(TargetConnector.Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(exchange.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        AlbPage.AssertIs("504 Gateway Time-out", await exchange);
        await AssertRefusedAsync(stage, "504", "LambdaConnectionTimeout");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")]
    public async Task Function_that_is_silent_for_the_idle_timeout_is_504(string beginning)
    {
        var time = new ManualTime();
        await using var stage = await LambdaStage.StartAsync(
            Reply.BytesThenSilence(beginning),
            replace: services => services.AddSingleton(
                provider => new LambdaClient(provider.GetRequiredService<AlbSettings>(), time, ProcessDescriptors.Unlimited)));

        var exchange = stage.ExchangeAsync(Wire.Get());
        await stage.Lambda.WaitForRequestsAsync(1);
        while (!exchange.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(60));
            await Task.WhenAny(exchange, Task.Delay(20));
        }

        AlbPage.AssertIs("504 Gateway Time-out", await exchange);
        var line = await stage.LineAsync();
        Assert.Equal(("504", "-", "-", "-1"), (line.ElbStatusCode, line.TargetStatusCode, line.ErrorReason, line.TargetProcessingTime));
    }

    [Fact]
    public async Task Client_that_leaves_breaks_the_invocation_off_and_is_460()
    {
        await using var stage = await LambdaStage.StartAsync(Reply.Silence);
        var client = await RawClient.ConnectAsync(stage.Port);
        await client.SendAsync(Wire.Get());
        await stage.Lambda.WaitForRequestsAsync(1);

        client.Reset();

        var line = await stage.LineAsync();
        Assert.Equal(
            ("460", "-", "0", "-1", "-1", "-1"),
            (line.ElbStatusCode, line.TargetStatusCode, line.SentBytes,
                line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime));
        await Patience.UntilAsync("the invocation to be broken off", () => stage.Lambda.OpenConnections == 0);
    }

    [Fact]
    public async Task Client_that_leaves_within_its_body_is_400()
    {
        await using var stage = await LambdaStage.StartAsync();
        var client = await RawClient.ConnectAsync(stage.Port);
        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");

        await client.DisposeAsync();

        await Patience.UntilAsync(
            "the line of the request",
            () => stage.Emulator.LogLines.Any(line => line is { RequestVerb: "POST", ElbStatusCode: "400", SentBytes: "0" }));
        Assert.Empty(stage.Lambda.Requests);
    }

    [Fact]
    public async Task Client_that_falls_silent_within_its_body_is_408()
    {
        await using var stage = await LambdaStage.StartAsync(change: topology => topology.IdleTimeout(1));

        var response = await stage.ExchangeAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");

        AlbPage.AssertIs("408 Request Time-out", response, "close");
        Assert.Empty(stage.Lambda.Requests);
    }

    [Fact]
    public async Task Chunk_that_is_none_is_400()
    {
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.ExchangeAsync("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

        AlbPage.AssertIs("400 Bad Request", response, "close");
        Assert.Empty(stage.Lambda.Requests);
    }

    [Fact]
    public async Task Group_without_a_function_is_503()
    {
        await using var stage = await LambdaStage.StartAsync();
        await stage.Emulator.ChangeAsync(topology =>
            topology with { TargetGroups = [topology.TargetGroups.Single() with { Targets = [] }] });

        AlbPage.AssertIs("503 Service Temporarily Unavailable", await stage.ExchangeAsync(Wire.Get()));
    }

    private static async Task AssertRefusedAsync(LambdaStage stage, string status, string reason)
    {
        var line = await stage.LineAsync();
        Assert.Equal(
            (status, "-", reason, "-", "-1", "-1", "-1"),
            (line.ElbStatusCode, line.TargetStatusCode, line.ErrorReason, line.Target,
                line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime));
        Assert.Empty(stage.Lambda.Requests);
    }
}
