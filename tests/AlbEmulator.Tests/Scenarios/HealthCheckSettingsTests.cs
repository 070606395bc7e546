using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What each setting of a health check does, and its default.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#health-check-settings"/>
/// </summary>
public sealed class HealthCheckSettingsTests
{
    private const string TimedOut = "unhealthy Target.Timeout Request timed out";

    [Fact]
    public async Task Left_out_they_are_30_s_5_s_5_successes_and_2_failures()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        await stage.ResultAsync(1);
        stage.Target.HealthReply = Reply.Silence;
        for (var failure = 1; failure <= 2; failure++)
        {
            Assert.Equal("healthy", await stage.HealthAsync());
            stage.Time.Advance(TimeSpan.FromSeconds(failure == 1 ? 30 : 25));
            stage.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(TimeSpan.FromSeconds(5), (await stage.ResultAsync(1 + failure)).Latency);
        }

        stage.Target.HealthReply = Reply.Ok();
        stage.Time.Advance(TimeSpan.FromSeconds(25));
        for (var success = 1; success <= 4; success++)
        {
            await stage.ResultAsync(3 + success);
            Assert.Equal(TimedOut, await stage.HealthAsync());
            stage.Time.Advance(TimeSpan.FromSeconds(30));
        }

        await stage.ResultAsync(8);
        Assert.Equal("healthy", await stage.HealthAsync());
        Assert.Equal(
            Enumerable.Range(0, 8).Select(check => check * 30.0),
            stage.Results.Select(result => (result.StartedAt - stage.Results[0].StartedAt).TotalSeconds));
    }

    [Fact]
    public async Task Protocol_https_asks_over_tls_whatever_the_certificate()
    {
        await using var stage = await HealthStage.StartAsync();
        await using var front = TlsFront.Start(stage.Target.Port);
        await stage.RegisterAsync(front.Port, group => group with
        {
            HealthCheck = group.HealthCheck with { Protocol = TargetGroupProtocol.Https },
        });
        await stage.ResultAsync(1);
        Assert.Equal("healthy", await stage.HealthAsync());
        Assert.Equal(HealthCheckType.Https, stage.Results[0].Type);
        Assert.Equal($"127.0.0.1:{front.Port}", Assert.Single(stage.Target.HealthChecks).Header("Host"));

        await using var plain = await KestrelTarget.StartAsync(HttpProtocols.Http1, _ => Task.CompletedTask);
        await stage.RegisterAsync(plain.Port);
        await stage.ResultAsync(2);
        await stage.CheckAgainAsync();

        var described = await stage.Emulator.TargetHealthAsync($"web&target=127.0.0.1:{plain.Port}");
        Assert.Equal(
            "Target.FailedHealthChecks", Assert.Single(described).GetProperty("TargetHealth").GetProperty("Reason").GetString());
    }

    [Fact]
    public async Task Grpc_code_is_12_of_a_method_that_nobody_has_unless_said()
    {
        var (status, seen) = ("12", "");
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, http =>
        {
            seen = $"{http.Request.Method} {http.Request.Path}";
            http.Response.Headers["grpc-status"] = status;
            return Task.CompletedTask;
        });
        await using var stage = await HealthStage.StartAsync();
        await stage.RegisterAsync(target.Port, group => group with
        {
            ProtocolVersion = ProtocolVersion.Grpc,
            HealthCheck = HealthCheck.DefaultOf(TargetType.Ip, ProtocolVersion.Grpc),
        });
        await stage.ResultAsync(1);
        Assert.Equal(("healthy", "POST /AWS.ALB/healthcheck"), (await stage.HealthAsync(), seen));

        status = "0";
        await stage.CheckAgainAsync();
        await stage.CheckAgainAsync();
        Assert.Equal("unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [0]", await stage.HealthAsync());

        await stage.ChangeAsync(group => group with
        {
            HealthCheck = group.HealthCheck with { Matcher = CodeMatcher.Parse("0-5", 0, 99)!, HealthyThreshold = 2 },
        });
        await stage.CheckAgainAsync();
        await stage.CheckAgainAsync();
        Assert.Equal("healthy", await stage.HealthAsync());
    }

    [Fact]
    public async Task Function_is_asked_every_35_s_for_30_s_and_has_5_failures()
    {
        await using var stage = await HealthStage.StartAsync();
        stage.Target.Otherwise = LambdaStage.Returns(LambdaStage.Answer("well"));
        await stage.ChangeAsync(group => group with
        {
            TargetType = TargetType.Lambda,
            HealthCheck = HealthCheck.DefaultOf(TargetType.Lambda, ProtocolVersion.Http1) with { Enabled = true },
            Targets = [new Target(LambdaStage.Arn, 0) { InvokeUrl = new Uri($"http://{stage.Target.Address}/") }],
        });
        await stage.ResultAsync(1);
        Assert.Equal("healthy", await stage.HealthAsync());

        stage.Target.Otherwise = Reply.Silence;
        stage.Time.Advance(TimeSpan.FromSeconds(35));
        for (var failure = 1; failure <= 5; failure++)
        {
            Assert.Equal("healthy", await stage.HealthAsync());
            await stage.Target.WaitForRequestsAsync(1 + failure);
            stage.Time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(TimeSpan.FromSeconds(30), (await stage.ResultAsync(1 + failure)).Latency);
            stage.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(TimedOut, await stage.HealthAsync());
    }

    [Fact]
    public async Task Check_that_the_load_balancer_itself_cannot_make_is_told_as_its_error()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            new TopologyBuilder()
                .Listener(FreePorts.Take(), "hello")
                .Lambda("hello", LambdaStage.Arn, "http://127.0.0.1:1/")
                .Property("hello", "HealthCheckEnabled", true)
                .HealthCheck("hello", unhealthy: 1),
            services => services.AddSingleton<ProbeOfFunction>((_, _) => new Broken()));

        var health = Assert.Single(await emulator.WaitForHealthAsync("hello", "unhealthy"));

        Assert.Equal(
            ("Elb.InternalError", "Health checks failed due to an internal error"),
            (health.GetProperty("Reason").GetString(), health.GetProperty("Description").GetString()));
    }

    /// <summary>AWS does not say that targets which were never found healthy get requests: no cause of a 503 names them.</summary>
    [Theory]
    [InlineData(1, "initial")]
    [InlineData(2, "unhealthy")]
    public async Task While_no_target_is_healthy_all_get_requests(int failures, string state)
    {
        await using var stage = await HealthStage.StartAsync(check: null, Reply.Close);
        await stage.ResultAsync(1);
        for (var failure = 2; failure <= failures; failure++)
        {
            await stage.CheckAgainAsync();
        }

        Assert.StartsWith(state, await stage.HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get())).Status);
        Assert.Single(stage.Target.Requests);
    }

    private sealed class Broken() : Probe(HealthCheckType.Lambda, LambdaStage.Arn)
    {
        public override Task<ProbeOutcome> CheckAsync(CancellationToken timeout) =>
            throw new InvalidOperationException("no way to ask");
    }
}
