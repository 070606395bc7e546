using System.Text;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Forwarding.Lambda;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#enable-health-checks-lambda"/>
/// </summary>
public sealed class LambdaProbeTests
{
    private const string Head = """{"requestContext":{"elb":{"targetGroupArn":"arn:tg"}},"httpMethod":"GET","path":"/health",""";

    [Fact]
    public void Event_names_its_sender_and_nothing_else() => Assert.Equal(
        Head + """
            "queryStringParameters":{},"headers":{"user-agent":"ELB-HealthChecker/2.0"},"body":"","isBase64Encoded":false}
            """,
        Encoding.UTF8.GetString(LambdaProbe.Event(Group()).Span));

    [Fact]
    public void Event_has_the_multi_value_form_where_the_group_has() => Assert.Equal(
        Head + """
            "multiValueQueryStringParameters":{},"multiValueHeaders":{"user-agent":["ELB-HealthChecker/2.0"]},"body":"","isBase64Encoded":false}
            """,
        Encoding.UTF8.GetString(LambdaProbe.Event(
            Group() with { Attributes = new TargetGroupAttributes { LambdaMultiValueHeaders = true } }).Span));

    [Theory]
    [InlineData("""{"statusCode":200,"isBase64Encoded":false,"headers":{}}""", 200, null)]
    [InlineData("""{"statusCode":204,"isBase64Encoded":false,"headers":{}}""", 204, null)]
    [InlineData("""{"statusCode":500,"isBase64Encoded":false,"headers":{}}""", 500, "Target.ResponseCodeMismatch")]
    [InlineData("""{"errorMessage":"boom","errorType":"Error"}""", null, "Target.FailedHealthChecks")]
    [InlineData("{}", null, "Target.FailedHealthChecks")]
    public async Task Function_is_healthy_by_its_status(string payload, int? status, string? reason)
    {
        await using var lambda = ScriptedTarget.Start(LambdaStage.Returns(payload));

        var result = await CheckAsync(lambda, TimeProvider.System);

        Assert.Equal((status, reason), (result.StatusCode, result.Health.Reason));
        Assert.Equal(reason is null, result.Health == TargetHealth.Healthy);
        Assert.StartsWith(Head, lambda.Request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_that_is_silent_for_the_timeout_is_unhealthy()
    {
        var time = new ManualTime();
        await using var lambda = ScriptedTarget.Start(Reply.Silence);

        var check = CheckAsync(lambda, time);
        await lambda.WaitForRequestsAsync(1);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new LambdaProbeResult(TargetHealth.Timeout, null), await check);
    }

    private static TargetGroup Group() => new()
    {
        Name = "web",
        Arn = "arn:tg",
        TargetType = TargetType.Lambda,
        HealthCheck = new HealthCheck
        {
            Path = "/health",
            Timeout = TimeSpan.FromSeconds(30),
            Matcher = CodeMatcher.Parse("200-299", 200, 499)!,
        },
    };

    private static async Task<LambdaProbeResult> CheckAsync(ScriptedTarget lambda, TimeProvider time)
    {
        using var client = new LambdaClient(new AlbSettings(), time);
        var function = new Target(LambdaStage.Arn, 0) { InvokeUrl = new Uri($"http://{lambda.Address}/") };
        return await new LambdaProbe(client).CheckAsync(Group(), function, default);
    }
}
