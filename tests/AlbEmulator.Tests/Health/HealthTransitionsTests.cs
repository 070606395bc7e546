using AlbEmulator.Health;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Health;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
public sealed class HealthTransitionsTests
{
    private static readonly HealthCheck ThreeUpTwoDown = new() { HealthyThreshold = 3, UnhealthyThreshold = 2 };

    /// <summary>What is at the start, the checks (+ passed, - failed), and the state after each of them.</summary>
    [Theory]
    [InlineData("initial", "+", "h")]
    [InlineData("initial", "-", "i")]
    [InlineData("initial", "-+", "ih")]
    [InlineData("initial", "--", "iu")]
    [InlineData("initial", "--+++", "iuuuh")]
    [InlineData("healthy", "-", "h")]
    [InlineData("healthy", "--", "hu")]
    [InlineData("healthy", "-+-+-", "hhhhh")]
    [InlineData("healthy", "-+--", "hhhu")]
    [InlineData("healthy", "++--+++", "hhhuuuh")]
    [InlineData("unhealthy", "++", "uu")]
    [InlineData("unhealthy", "+++", "uuh")]
    [InlineData("unhealthy", "++-++", "uuuuu")]
    [InlineData("unhealthy", "++-+++", "uuuuuh")]
    public void Thresholds_count_checks_in_a_row(string start, string checks, string states)
    {
        var health = start switch
        {
            "initial" => TargetHealth.InitialHealthChecking,
            "healthy" => TargetHealth.Healthy,
            _ => TargetHealth.FailedHealthChecks,
        };
        var streak = default(CheckStreak);
        var seen = "";
        foreach (var check in checks)
        {
            var outcome = ProbeOutcome.Answered(check == '+' ? 200 : 500, check == '+');
            (health, streak) = HealthTransitions.Next(health, streak, outcome, ThreeUpTwoDown);
            seen += health.StateName[0];
        }

        Assert.Equal(states, seen);
    }

    [Fact]
    public void Unhealthy_target_has_the_reason_of_its_last_failure()
    {
        var (health, streak) = HealthTransitions.Next(
            TargetHealth.Timeout, default, ProbeOutcome.Answered(404, isMatch: false), HealthCheck.Default);
        Assert.Equal(TargetHealth.ResponseCodeMismatch(404), health);

        (health, _) = HealthTransitions.Next(health, streak, ProbeOutcome.Answered(200, isMatch: true), HealthCheck.Default);
        Assert.Equal(TargetHealth.ResponseCodeMismatch(404), health);
    }

    [Theory]
    [InlineData(nameof(ProbeEnd.ResponseCodeMismatch), "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]")]
    [InlineData(nameof(ProbeEnd.GrpcStatusMismatch), "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]")]
    [InlineData(nameof(ProbeEnd.TimedOut), "Target.Timeout", "Request timed out")]
    [InlineData(nameof(ProbeEnd.Refused), "Target.FailedHealthChecks", "Health checks failed")]
    [InlineData(nameof(ProbeEnd.Reset), "Target.FailedHealthChecks", "Health checks failed")]
    [InlineData(nameof(ProbeEnd.Malformed), "Target.FailedHealthChecks", "Health checks failed")]
    [InlineData(nameof(ProbeEnd.GrpcStatusMissing), "Target.FailedHealthChecks", "Health checks failed")]
    [InlineData(nameof(ProbeEnd.InternalError), "Elb.InternalError", "Health checks failed due to an internal error")]
    public void Failures_have_the_words_of_aws(string end, string reason, string description) => Assert.Equal(
        new TargetHealth(TargetHealthState.Unhealthy, reason, description),
        HealthTransitions.Unhealthy(new ProbeOutcome(Enum.Parse<ProbeEnd>(end), 503)));

    [Theory]
    [InlineData(nameof(ProbeEnd.Passed), 200, null)]
    [InlineData(nameof(ProbeEnd.ResponseCodeMismatch), 404, "ResponseCodeMismatch")]
    [InlineData(nameof(ProbeEnd.ResponseCodeMismatch), 502, "TargetError")]
    [InlineData(nameof(ProbeEnd.GrpcStatusMissing), null, "GRPCStatusHeaderEmpty")]
    [InlineData(nameof(ProbeEnd.GrpcStatusMismatch), 14, "GRPCUnexpectedStatus")]
    [InlineData(nameof(ProbeEnd.TimedOut), null, "TimedOut")]
    [InlineData(nameof(ProbeEnd.Refused), null, "ConnectionReset")]
    [InlineData(nameof(ProbeEnd.Reset), null, "ConnectionReset")]
    [InlineData(nameof(ProbeEnd.Malformed), null, "TargetError")]
    [InlineData(nameof(ProbeEnd.InternalError), null, "InternalError")]
    public void Results_have_the_reason_codes_of_the_health_check_log(string end, int? status, string? code)
    {
        var group = new TargetGroup { Name = "web", Arn = "arn" };
        var outcome = new ProbeOutcome(Enum.Parse<ProbeEnd>(end), status);
        var result = new HealthCheckResult(
            HealthCheckType.Http, DateTimeOffset.UnixEpoch, TimeSpan.Zero, "127.0.0.1:80", group, outcome);

        Assert.Equal(code, result.ReasonCode);
    }
}
