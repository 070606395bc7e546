namespace AlbEmulator.Model;

/// <summary>
/// How the health of a group's targets is found out.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
public sealed record HealthCheck
{
    public static HealthCheck Default { get; } = new();

    /// <summary>What holds for a target group that says nothing of it.</summary>
    public static HealthCheck DefaultOf(TargetType type, ProtocolVersion version) => (type, version) switch
    {
        (TargetType.Lambda, _) => Default with
        {
            Enabled = false,
            Interval = TimeSpan.FromSeconds(35),
            Timeout = TimeSpan.FromSeconds(30),
            UnhealthyThreshold = 5,
        },
        (_, ProtocolVersion.Grpc) => Default with
        {
            Path = "/AWS.ALB/healthcheck",
            Matcher = CodeMatcher.Unimplemented,
        },
        _ => Default,
    };

    /// <summary>Off only for Lambda functions, where it is off unless asked for.</summary>
    public bool Enabled { get; init; } = true;

    public TargetGroupProtocol Protocol { get; init; } = TargetGroupProtocol.Http;

    /// <summary>1–65535; null is <c>traffic-port</c>, the port of each target.</summary>
    public int? Port { get; init; }

    /// <summary>Path and query; of a gRPC group <c>/package.service/method</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>From the start of one check to the start of the next. AWS has 5–300 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// AWS has 2–120 s. The guide says 5 s for all but Lambda, the API's text 6 s for HTTP and 10 s for HTTPS.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Successes in a row that make an unhealthy target healthy, 2–10. A new target needs one.</summary>
    public int HealthyThreshold { get; init; } = 5;

    /// <summary>Failures in a row that make a target unhealthy, 2–10.</summary>
    public int UnhealthyThreshold { get; init; } = 2;

    /// <summary>Codes of a healthy answer.</summary>
    public CodeMatcher Matcher { get; init; } = CodeMatcher.Ok;
}
