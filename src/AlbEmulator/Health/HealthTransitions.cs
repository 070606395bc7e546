using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// What a health check makes of the health of a target: one success makes a new target healthy, later the thresholds
/// decide.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal static class HealthTransitions
{
    /// <param name="now">The health before the check.</param>
    /// <param name="streak">The checks before it that ended alike.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="settings">The thresholds.</param>
    public static (TargetHealth Health, CheckStreak Streak) Next(
        TargetHealth now, CheckStreak streak, ProbeOutcome outcome, HealthCheck settings)
    {
        var next = streak.Add(outcome.IsPassed);
        return (outcome.IsPassed ? Passed(now, next.Count, settings) : Failed(now, next.Count, outcome, settings), next);
    }

    /// <summary>What an unhealthy target is told to be, in AWS's words.</summary>
    public static TargetHealth Unhealthy(ProbeOutcome outcome) => outcome.End switch
    {
        ProbeEnd.ResponseCodeMismatch or ProbeEnd.GrpcStatusMismatch =>
            TargetHealth.ResponseCodeMismatch(outcome.StatusCode.GetValueOrDefault()),
        ProbeEnd.TimedOut => TargetHealth.Timeout,
        ProbeEnd.InternalError => TargetHealth.InternalError,
        _ when outcome.Hint is { } hint =>
            TargetHealth.FailedHealthChecks with { Description = $"{TargetHealth.FailedHealthChecks.Description}: {hint}" },
        _ => TargetHealth.FailedHealthChecks,
    };

    private static TargetHealth Passed(TargetHealth now, int inARow, HealthCheck settings) =>
        now.State != TargetHealthState.Unhealthy || inARow >= settings.HealthyThreshold ? TargetHealth.Healthy : now;

    private static TargetHealth Failed(TargetHealth now, int inARow, ProbeOutcome outcome, HealthCheck settings) =>
        now.State == TargetHealthState.Unhealthy || inARow >= settings.UnhealthyThreshold ? Unhealthy(outcome) : now;
}

/// <summary>How often in a row the checks of a target ended alike.</summary>
internal readonly record struct CheckStreak(bool IsPassed, int Count)
{
    public CheckStreak Add(bool isPassed) => new(isPassed, isPassed == IsPassed ? Count + 1 : 1);
}
