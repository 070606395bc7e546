using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What a health check sends, when, and what it makes of the answer.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
public sealed class HealthChecksTests
{
    private const string Initial = "initial Elb.InitialHealthChecking Initial health checks in progress";
    private const string Failed = "unhealthy Target.FailedHealthChecks Health checks failed";
    private const string TimedOut = "unhealthy Target.Timeout Request timed out";

    /// <summary>
    /// Only the method, Host, User-Agent and the closed connection are documented; Accept-Encoding and the order are open.
    /// </summary>
    [Fact]
    public async Task Health_check_has_these_bytes_and_a_connection_of_its_own()
    {
        await using var stage = await HealthStage.StartAsync(check => check with { Path = "/health/../a%2F?deep=1" });
        await stage.ResultAsync(1);
        await stage.CheckAgainAsync();

        var expected = "GET /health/../a%2F?deep=1 HTTP/1.1\r\n"
            + $"Host: 127.0.0.1:{stage.Target.Port}\r\n"
            + "Connection: close\r\n"
            + "User-Agent: ELB-HealthChecker/2.0\r\n"
            + "Accept-Encoding: gzip, compressed\r\n"
            + "\r\n";
        Assert.Equal([expected, expected], stage.Target.HealthChecks.Select(request => request.Head));
        Assert.Empty(stage.Target.Requests);
        Assert.Equal(0, stage.Target.Connections);
    }

    [Fact]
    public async Task Target_goes_from_initial_to_healthy_to_unhealthy_to_healthy()
    {
        using var step = new SemaphoreSlim(0);
        await using var stage = await HealthStage.StartAsync(
            check => check with { HealthyThreshold = 3, UnhealthyThreshold = 2 },
            Reply.Stepwise(step, "HTTP/1.1 200 OK\r\n\r\n"));
        Assert.Equal(Initial, await stage.HealthAsync());
        step.Release();
        await stage.ResultAsync(1);
        Assert.Equal("healthy", await stage.HealthAsync());

        stage.Target.HealthReply = Reply.BytesThenClose("HTTP/1.1 503 Busy\r\n\r\n");
        await stage.CheckAgainAsync();
        Assert.Equal("healthy", await stage.HealthAsync());
        await stage.CheckAgainAsync();
        Assert.Equal(
            "unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [503]", await stage.HealthAsync());

        stage.Target.HealthReply = Reply.Ok();
        await stage.CheckAgainAsync();
        await stage.CheckAgainAsync();
        Assert.StartsWith("unhealthy", await stage.HealthAsync(), StringComparison.Ordinal);
        await stage.CheckAgainAsync();
        Assert.Equal("healthy", await stage.HealthAsync());
    }

    [Fact]
    public async Task New_target_that_fails_is_initial_until_the_threshold_and_then_needs_the_other()
    {
        await using var stage = await HealthStage.StartAsync(
            check => check with { HealthyThreshold = 2, UnhealthyThreshold = 3 }, Reply.Close);
        await stage.ResultAsync(1);
        await stage.CheckAgainAsync();
        Assert.Equal(Initial, await stage.HealthAsync());
        await stage.CheckAgainAsync();
        Assert.Equal(Failed, await stage.HealthAsync());

        stage.Target.HealthReply = Reply.Ok();
        await stage.CheckAgainAsync();
        Assert.Equal(Failed, await stage.HealthAsync());
        await stage.CheckAgainAsync();
        Assert.Equal("healthy", await stage.HealthAsync());
    }

    [Fact]
    public async Task Check_fails_when_its_timeout_is_over()
    {
        await using var stage = await HealthStage.StartAsync(
            check => check with { Timeout = TimeSpan.FromSeconds(5) }, Reply.Silence);
        stage.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(stage.Results);
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        var result = await stage.ResultAsync(1);
        Assert.Equal(("TimedOut", TimeSpan.FromSeconds(5)), (result.ReasonCode, result.Latency));
        Assert.Equal("no answer within 5 s", result.Outcome.Detail);
        stage.Time.Advance(TimeSpan.FromSeconds(25));
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        await stage.ResultAsync(2);
        Assert.Equal(TimedOut, await stage.HealthAsync());
    }

    [Fact]
    public async Task Slow_bytes_do_not_stretch_the_timeout()
    {
        using var step = new SemaphoreSlim(2);
        await using var stage = await HealthStage.StartAsync(
            check => check with { UnhealthyThreshold = 1 }, Reply.Stepwise(step, "HTTP/1.1 200 OK\r\n", "A: b\r\n", "\r\n"));
        stage.Time.Advance(HealthCheck.Default.Timeout);

        Assert.Equal(ProbeEnd.TimedOut, (await stage.ResultAsync(1)).Outcome.End);
    }

    [Fact]
    public async Task Interval_runs_from_start_to_start_and_a_slow_target_delays_nobody()
    {
        await using var slow = ScriptedTarget.Start();
        slow.HealthReply = Reply.Silence;
        await using var stage = await HealthStage.StartAsync();
        var start = stage.Time.GetUtcNow();
        await stage.ChangeAsync(group => group with
        {
            HealthCheck = group.HealthCheck with { Interval = TimeSpan.FromSeconds(10), Timeout = TimeSpan.FromSeconds(4) },
            Targets = [new Target("127.0.0.1", stage.Target.Port), new Target("127.0.0.1", slow.Port)],
        });

        for (var round = 0; round < 3; round++)
        {
            await stage.ResultAsync(2 * round + 1);
            stage.Time.Advance(TimeSpan.FromSeconds(4));
            await stage.ResultAsync(2 * round + 2);
            stage.Time.Advance(TimeSpan.FromSeconds(6));
        }

        foreach (var target in new[] { stage.Target, slow })
        {
            Assert.Equal(
                [0, 10, 20],
                stage.Results.Where(result => result.TargetAddress == target.Address)
                    .Take(3)
                    .Select(result => (result.StartedAt - start).TotalSeconds));
        }
    }

    /// <summary>Beyond AWS, where the interval is longer than the timeout.</summary>
    [Fact]
    public async Task Checks_that_outlast_the_interval_do_not_pile_up()
    {
        await using var stage = await HealthStage.StartAsync(
            check => check with { Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(5) }, Reply.Silence);
        var start = stage.Time.GetUtcNow();
        for (var check = 1; check <= 3; check++)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(5));
            await stage.ResultAsync(check);
            stage.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 6, 12], stage.Results.Select(result => (result.StartedAt - start).TotalSeconds));
    }

    [Fact]
    public async Task Answer_that_the_matcher_does_not_have_is_told_with_its_code()
    {
        await using var stage = await HealthStage.StartAsync(
            check => check with { Matcher = CodeMatcher.Parse("200,301-399", 200, 499)!, UnhealthyThreshold = 1 },
            Reply.BytesThenClose("HTTP/1.1 302 Found\r\n\r\n"));
        await stage.ResultAsync(1);
        Assert.Equal("healthy", await stage.HealthAsync());

        stage.Target.HealthReply = Reply.BytesThenClose("HTTP/1.1 204 No Content\r\n\r\n");
        await stage.CheckAgainAsync();

        Assert.Equal(
            "unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [204]", await stage.HealthAsync());
    }

    [Fact]
    public async Task Health_check_port_may_be_another_than_that_of_the_traffic()
    {
        await using var health = ScriptedTarget.Start();
        await using var stage = await HealthStage.StartAsync(check => check with { Port = health.Port });

        Assert.Equal(health.Address, (await stage.ResultAsync(1)).TargetAddress);

        Assert.Single(health.HealthChecks);
        Assert.Empty(stage.Target.HealthChecks);
        var described = Assert.Single(await stage.Emulator.TargetHealthAsync("web"));
        Assert.Equal($"{health.Port}", described.GetProperty("HealthCheckPort").GetString());
        Assert.Equal(stage.Target.Port, described.GetProperty("Target").GetProperty("Port").GetInt32());
        Assert.Equal(200, (await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get())).Status);
        Assert.Single(stage.Target.Requests);
    }

    [Fact]
    public async Task Target_that_refuses_fails_its_check()
    {
        await using var stage = await HealthStage.StartAsync();
        await stage.RegisterAsync(FreePorts.Take());

        var result = await stage.ResultAsync(1);
        await stage.CheckAgainAsync();

        Assert.Equal((ProbeEnd.Refused, "connection refused"), (result.Outcome.End, result.Outcome.Detail));
        Assert.Equal(Failed, await stage.HealthAsync());
    }

    [Fact]
    public async Task Targets_of_a_new_group_are_asked_before_requests_come()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));

        await emulator.WaitForHealthAsync("web", "healthy");
        Assert.Single(target.HealthChecks);
    }
}
