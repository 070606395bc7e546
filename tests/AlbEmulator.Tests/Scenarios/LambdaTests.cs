using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Lambda functions as targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html"/>
/// </summary>
public sealed class LambdaTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Function_gets_the_request_as_an_event_and_its_trace()
    {
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.ExchangeAsync(
            "POST /a%20b?k=v%20w HTTP/1.1\r\nHost: Example.com\r\nUser-Agent: curl\r\nTE: trailers\r\n"
            + "Connection: keep-alive\r\nX-Forwarded-For: 10.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: 7\r\nX-B: 1\r\nX-B: 2\r\n\r\n{\"a\":1}");

        Assert.Equal((200, "ok"), (response.Status, response.Text));
        var line = await stage.LineAsync();
        var arn = line.TargetGroupArn;
        Assert.Equal(
            $$$"""
            {"requestContext":{"elb":{"targetGroupArn":"{{{arn}}}"}},"httpMethod":"POST","path":"/a%20b","queryStringParameters":{"k":"v%20w"},"headers":{"content-length":"7","content-type":"application/json","host":"example.com:{{{stage.Port}}}","te":"trailers","user-agent":"curl","x-amzn-trace-id":"{{{line.TraceId}}}","x-b":"2","x-forwarded-for":"10.0.0.1, 127.0.0.1","x-forwarded-port":"{{{stage.Port}}}","x-forwarded-proto":"http"},"body":"{\"a\":1}","isBase64Encoded":false}
            """,
            stage.Event);
        var invocation = stage.Lambda.Request;
        Assert.Equal("POST /2015-03-31/functions/hello/invocations HTTP/1.1", invocation.StartLine);
        Assert.Equal("RequestResponse", invocation.Header("X-Amz-Invocation-Type"));
        Assert.Equal(line.TraceId, invocation.Header("X-Amzn-Trace-Id"));
        Assert.Equal("application/json", invocation.Header("Content-Type"));
    }

    [Fact]
    public async Task Log_has_no_target_but_its_status_and_times()
    {
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.AnswerAsync("""{"statusCode":404,"isBase64Encoded":false,"headers":{},"body":"no"}""");

        Assert.Equal(404, response.Status);
        var line = await stage.LineAsync();
        Assert.Equal(
            ("-", "404", "404", "-", "-", "forward", "-"),
            (line.Target, line.ElbStatusCode, line.TargetStatusCode, line.TargetPortList, line.TargetStatusCodeList,
                line.ActionsExecuted, line.ErrorReason));
        Assert.All(
            [line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime],
            time => Assert.Matches(@"^\d+\.\d{3}$", time));
        Assert.Equal($"{response.WireLength}", line.SentBytes);
    }

    [Fact]
    public async Task Client_gets_the_answer_in_the_order_of_a_load_balancer()
    {
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.AnswerAsync("""
            {"statusCode":302,"statusDescription":"302 Found","isBase64Encoded":false,
             "headers":{"Location":"https://example.com/é","Server":"me","X-One":"1","Content-Type":"text/html","Connection":"close"},
             "body":"<é>"}
            """);

        Assert.Equal(
            "HTTP/1.1 302 Moved Temporarily\r\nServer: awselb/2.0\r\nDate: DATE\r\nContent-Type: text/html\r\n"
            + "Content-Length: 4\r\nConnection: keep-alive\r\nLocation: https://example.com/\u00c3\u00a9\r\nX-One: 1\r\n\r\n<\u00c3\u00a9>",
            AlbPage.WithoutDate(response.Head) + response.Text);
    }

    [Theory]
    [InlineData(204, "No Content")]
    [InlineData(304, "Not Modified")]
    public async Task Status_without_a_body_has_none(int status, string phrase)
    {
        await using var stage = await LambdaStage.StartAsync();
        await using var client = await RawClient.ConnectAsync(stage.Port);
        stage.Lambda.Next(LambdaStage.Returns(
            $$"""{"statusCode":{{status}},"isBase64Encoded":false,"headers":{"ETag":"x"},"body":"no"}"""));

        var response = await client.ExchangeAsync(Wire.Get());

        Assert.Equal(
            $"HTTP/1.1 {status} {phrase}\r\nServer: awselb/2.0\r\nDate: DATE\r\nConnection: keep-alive\r\nETag: x\r\n\r\n",
            AlbPage.WithoutDate(response.Head));
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    [Fact]
    public async Task Head_gets_the_length_and_no_body()
    {
        await using var stage = await LambdaStage.StartAsync();
        await using var client = await RawClient.ConnectAsync(stage.Port);

        Assert.Equal("2", (await client.ExchangeAsync(Wire.Request("HEAD", "/"))).Header("Content-Length"));
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    [Fact]
    public async Task Multi_value_form_keeps_every_header_and_parameter_both_ways()
    {
        await using var stage = await LambdaStage.StartAsync(hasMultiValueHeaders: true);

        var response = await stage.AnswerAsync(
            """
            {"statusCode":200,"isBase64Encoded":false,"multiValueHeaders":{"Set-Cookie":["a=1; Path=/","b=2"],"X":["1","2"]}}
            """,
            Wire.Get("/?k=1&k=2", "X: 1", "X: 2"));

        Assert.Equal(["a=1; Path=/", "b=2"], response.HeaderValues("Set-Cookie"));
        Assert.Equal(["1", "2"], response.HeaderValues("X"));
        Assert.Equal("application/octet-stream", response.Header("Content-Type"));
        Assert.Contains("\"path\":\"/\",\"multiValueQueryStringParameters\":{\"k\":[\"1\",\"2\"]},\"multiValueHeaders\":{", stage.Event, StringComparison.Ordinal);
        Assert.Contains("\"x\":[\"1\",\"2\"]", stage.Event, StringComparison.Ordinal);
        Assert.DoesNotContain("\"headers\"", stage.Event, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_go_through_both_ways()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.AnswerAsync(
            $$"""{"statusCode":200,"isBase64Encoded":true,"headers":{"Content-Type":"image/png"},"body":"{{Convert.ToBase64String(bytes)}}"}""",
            Wire.Post("/", Encoding.Latin1.GetString(bytes), "Content-Type: image/png"));

        Assert.Equal(bytes, response.Body);
        Assert.Contains($"\"body\":\"{Convert.ToBase64String(bytes)}\",\"isBase64Encoded\":true", stage.Event, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunked_body_is_put_together()
    {
        await using var stage = await LambdaStage.StartAsync();

        Assert.Equal(200, (await stage.ExchangeAsync(Wire.PostChunked("/", "ab", "cd"))).Status);

        Assert.Contains("\"body\":\"YWJjZA==\"", stage.Event, StringComparison.Ordinal);
        Assert.DoesNotContain("transfer-encoding", stage.Event, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Megabyte, 200)]
    [InlineData(Megabyte + 1, 413)]
    public async Task Request_body_may_have_1_MB(int length, int status)
    {
        await using var stage = await LambdaStage.StartAsync();

        var response = await stage.ExchangeAsync(Wire.Post("/", new string('x', length), "Content-Type: text/plain"));

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? 1 : 0, stage.Lambda.Requests.Count);
    }

    [Theory]
    [InlineData(Megabyte, 200)]
    [InlineData(Megabyte + 1, 502)]
    public async Task Returned_JSON_may_have_1_MB(int length, int status)
    {
        await using var stage = await LambdaStage.StartAsync();
        var body = new string('x', length - LambdaStage.Answer("").Length);

        Assert.Equal(status, (await stage.AnswerAsync(LambdaStage.Answer(body))).Status);

        Assert.Equal(status == 200 ? "-" : "LambdaResponseTooLarge", (await stage.LineAsync()).ErrorReason);
    }

    [Fact]
    public async Task Target_may_have_a_URL_of_its_own()
    {
        await using var stage = await LambdaStage.StartAsync();
        await using var own = ScriptedTarget.Start(LambdaStage.Returns(LambdaStage.Answer("own")));
        await stage.TargetAsync(new Target(LambdaStage.Arn, 0) { InvokeUrl = new Uri($"http://localhost:{own.Port}/invoke?x=1") });

        Assert.Equal("own", (await stage.ExchangeAsync(Wire.Get())).Text);

        Assert.Equal("/invoke?x=1", own.Request.Target);
        Assert.Empty(stage.Lambda.Requests);
    }

    [Fact]
    public async Task Health_check_follows_a_function_to_another_URL()
    {
        var time = new ManualTime();
        await using var stage = await LambdaStage.StartAsync(replace: services => services.AddSingleton<TimeProvider>(time));
        await using var own = ScriptedTarget.Start(LambdaStage.Returns(LambdaStage.Answer("own")));
        await CheckAsync(new Target(LambdaStage.Arn, 0));
        await stage.Lambda.WaitForRequestsAsync(1);

        await CheckAsync(new Target(LambdaStage.Arn, 0) { InvokeUrl = new Uri($"http://127.0.0.1:{own.Port}/invoke") });
        time.Advance(HealthCheck.Default.Interval);

        await own.WaitForRequestsAsync(1);
        Assert.Single(stage.Lambda.Requests);

        Task CheckAsync(Target function) => stage.Emulator.ChangeAsync(topology => topology with
        {
            TargetGroups = [topology.TargetGroups[0] with { Targets = [function], HealthCheck = HealthCheck.Default }],
        });
    }

    [Fact]
    public async Task Rewritten_request_is_told_as_it_is_sent_on()
    {
        await using var stage = await LambdaStage.StartAsync();
        await stage.Emulator.ChangeAsync(topology => topology.WithRule(
            10,
            "/old/*",
            topology.Forward(("web", 1)),
            new Transform.UrlRewrite([new Rewrite("^/old/(.*)$", "/new/$1?x=1")])));

        await stage.ExchangeAsync(Wire.Get("/old/a"));

        Assert.Contains("\"path\":\"/new/a\",\"queryStringParameters\":{\"x\":\"1\"}", stage.Event, StringComparison.Ordinal);
    }
}
