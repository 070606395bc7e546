using System.Text;
using AlbEmulator.Descriptors;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

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
    [InlineData("""{"statusCode":200,"isBase64Encoded":false,"headers":{}}""", 200, "Passed", null)]
    [InlineData("""{"statusCode":204}""", 204, "Passed", null)]
    [InlineData("""{"statusCode":500,"isBase64Encoded":false,"headers":{}}""", 500, "ResponseCodeMismatch", null)]
    [InlineData("""{"errorMessage":"boom","errorType":"Error"}""", null, "Malformed", "LambdaUnhandled")]
    [InlineData("{}", null, "Malformed", "statusCode is not there")]
    public async Task Function_is_healthy_by_its_status(string payload, int? status, string end, string? detail)
    {
        await using var lambda = ScriptedTarget.Start(LambdaStage.Returns(payload));

        var outcome = await CheckAsync(lambda, default);

        Assert.Equal((status, end, detail), (outcome.StatusCode, $"{outcome.End}", outcome.Detail));
        Assert.StartsWith(Head, lambda.Request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ends_with_its_timeout()
    {
        using var timeout = new CancellationTokenSource();
        await using var lambda = ScriptedTarget.Start(Reply.Silence);

        var check = CheckAsync(lambda, timeout.Token);
        await lambda.WaitForRequestsAsync(1);
        await timeout.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
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

    [Fact]
    public async Task Check_without_a_descriptor_says_nothing_of_the_function()
    {
        await using var lambda = ScriptedTarget.Start();
        using var none = new ProcessDescriptors(1, () => 1, TimeProvider.System, NullLogger.Instance);

        Assert.Equal(ProbeEnd.NotMade, (await CheckAsync(lambda, CancellationToken.None, none)).End);
        Assert.Equal(0, lambda.Connections);
    }

    private static async Task<ProbeOutcome> CheckAsync(
        ScriptedTarget lambda, CancellationToken timeout, ProcessDescriptors? descriptors = null)
    {
        using var client = new LambdaClient(
            new AlbSettings(), TimeProvider.System, descriptors ?? ProcessDescriptors.Unlimited);
        var function = new Target(LambdaStage.Arn, 0) { InvokeUrl = new Uri($"http://{lambda.Address}/") };
        return await new LambdaProbe(client, Group(), function).CheckAsync(timeout);
    }
}
