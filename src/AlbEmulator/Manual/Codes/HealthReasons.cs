namespace AlbEmulator.Manual.Codes;

/// <summary>
/// States of targets and their reason codes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html"/>
/// </summary>
internal static class HealthReasons
{
    private const string Check = "HealthCheckPath, HealthCheckPort and Matcher of the target group; the health check log.";
    private const string Wait = "Wait for it: alb health, /target-health.";

    public static HelpGroup Reasons { get; } = new("reason code of a target's health (Reason of DescribeTargetHealth)",
    [
        new("Elb.RegistrationInProgress", "The target is being registered.", "It was registered a moment ago.", Wait),
        new("Elb.InitialHealthChecking", "The first health checks are under way.",
            "The target was registered a moment ago, or its port has not answered yet.", Wait),
        new("Elb.InternalError", "The load balancer could not check.", "An error of the emulator itself.", "The program's log."),
        new("Target.ResponseCodeMismatch", "The target answered a health check with a status that Matcher does not name.",
            "HealthCheckPath (/) is not there (404), leads elsewhere (301, 302) or needs a login (401).",
            "curl the target at HealthCheckPath; then change HealthCheckPath, or HttpCode of Matcher."),
        new("Target.Timeout", "A health check got no answer in time.",
            "The target is slow or hangs, or a firewall drops what comes.",
            "HealthCheckTimeoutSeconds against how long the target takes; HealthCheckPort."),
        new("Target.FailedHealthChecks", "A health check failed otherwise.",
            "Nothing listens at the health check's port, or the target closed the connection or does not speak its protocol.",
            Check),
        new("Target.NotRegistered", "The target is not registered with the target group.",
            "It was asked for by another id or port.", "Targets of the target group."),
        new("Target.NotInUse", "No listener forwards to the target group, so that nobody checks its targets.",
            "No rule names it.", "DefaultActions and Actions of the listeners and rules."),
        new("Target.DeregistrationInProgress", "The target was deregistered; requests under way may still end.",
            "It was taken out of the topology, or its name has another address now.",
            "deregistration_delay.timeout_seconds of the target group."),
        new("Target.HealthCheckDisabled", "The target group has no health checks.",
            "HealthCheckEnabled is false, as it is at first for Lambda functions.", "HealthCheckEnabled of the target group."),
    ]);

    public static HelpGroup States { get; } = new("state of a target's health (State of DescribeTargetHealth)",
    [
        new("initial", "The target is registered and not yet known to be healthy.", "Its first checks are under way.", Wait),
        new("healthy", "The target gets requests.", "Its health checks succeed.", "Nothing."),
        new("unhealthy", "The target gets no requests while there are healthy ones.",
            "Its health checks fail: the reason code tells how.", "alb help REASON."),
        new("unused", "The target gets no requests and is not checked.", "The reason code tells why.", "alb help REASON."),
        new("draining", "The target gets no new requests.", "It was deregistered.", "alb help Target.DeregistrationInProgress."),
        new("unavailable", "Nobody knows how healthy the target is; it gets requests.",
            "Health checks are disabled.", "alb help Target.HealthCheckDisabled."),
    ]);
}
