namespace AlbEmulator.Model;

/// <summary>
/// The health of a target, in AWS's words.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html"/>
/// </summary>
/// <param name="State">What it is.</param>
/// <param name="Reason">A code; null when the target is healthy.</param>
/// <param name="Description">A sentence; null when the target is healthy.</param>
public sealed record TargetHealth(TargetHealthState State, string? Reason = null, string? Description = null)
{
    public static TargetHealth RegistrationInProgress { get; } =
        new(TargetHealthState.Initial, "Elb.RegistrationInProgress", "Target registration is in progress");

    public static TargetHealth InitialHealthChecking { get; } =
        new(TargetHealthState.Initial, "Elb.InitialHealthChecking", "Initial health checks in progress");

    public static TargetHealth Healthy { get; } = new(TargetHealthState.Healthy);

    public static TargetHealth Timeout { get; } =
        new(TargetHealthState.Unhealthy, "Target.Timeout", "Request timed out");

    public static TargetHealth FailedHealthChecks { get; } =
        new(TargetHealthState.Unhealthy, "Target.FailedHealthChecks", "Health checks failed");

    /// <summary>Beyond AWS: of a target that its checks do not decide about.</summary>
    public static TargetHealth HeldUnhealthy { get; } =
        FailedHealthChecks with { Description = $"{FailedHealthChecks.Description}: held unhealthy by PUT /target-health of the control port" };

    public static TargetHealth InternalError { get; } =
        new(TargetHealthState.Unhealthy, "Elb.InternalError", "Health checks failed due to an internal error");

    public static TargetHealth NotRegistered { get; } =
        new(TargetHealthState.Unused, "Target.NotRegistered", "Target is not registered to the target group");

    public static TargetHealth NotInUse { get; } = new(
        TargetHealthState.Unused,
        "Target.NotInUse",
        "Target group is not configured to receive traffic from the load balancer");

    public static TargetHealth DeregistrationInProgress { get; } =
        new(TargetHealthState.Draining, "Target.DeregistrationInProgress", "Target deregistration is in progress");

    public static TargetHealth HealthCheckDisabled { get; } =
        new(TargetHealthState.Unavailable, "Target.HealthCheckDisabled", "Health checks are disabled");

    /// <summary>The state as AWS writes it.</summary>
    public string StateName => State switch
    {
        TargetHealthState.Initial => "initial",
        TargetHealthState.Healthy => "healthy",
        TargetHealthState.Unhealthy => "unhealthy",
        TargetHealthState.Unused => "unused",
        TargetHealthState.Draining => "draining",
        _ => "unavailable",
    };

    /// <param name="code">What the target answered, as a status of HTTP or of gRPC.</param>
    public static TargetHealth ResponseCodeMismatch(int code) => new(
        TargetHealthState.Unhealthy, "Target.ResponseCodeMismatch", $"Health checks failed with these codes: [{code}]");
}

public enum TargetHealthState
{
    Initial,
    Healthy,
    Unhealthy,
    Unused,
    Draining,
    Unavailable,
}
