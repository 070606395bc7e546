using AlbEmulator.Health;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.HealthCheckLogs;

/// <summary>
/// Writes one line of a health check log: 10 fields and a line feed.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html"/>
/// </summary>
internal readonly struct HealthCheckLogFormatter : ILogFormatter<NodeCheck>
{
    /// <summary>Everything in a line that is not a name or an address.</summary>
    private const int FixedLength = 256;

    public static int MaxLength(in NodeCheck check) => FixedLength + (LogText.MaxBytesPerCharacter
        * (check.Result.TargetAddress.Length + check.Result.TargetGroup.Name.Length + check.Node.LoadBalancer.Length
            + check.Node.Address.Length));

    public static LogLineSource SourceOf(in NodeCheck check) =>
        new(check.Node.LoadBalancer, check.Node.Address, check.Result.StartedAt.UtcDateTime);

    public static void Write(in NodeCheck check, ref LogLineWriter line)
    {
        var (result, node) = check;
        line.Bare(Type(result.Type));
        line.Microseconds(result.StartedAt.UtcDateTime);
        line.Nanoseconds(result.Latency);
        line.Bare(result.TargetAddress);
        line.Bare(result.TargetGroup.Name);
        line.Bare(result.Outcome.IsPassed ? "PASS" : "FAIL");
        line.Number(result.Outcome.StatusCode);
        line.Bare(result.ReasonCode);
        line.Bare(node.LoadBalancer);
        line.Bare(node.Address);
    }

    private static string Type(HealthCheckType type) => type switch
    {
        HealthCheckType.Http => "http",
        HealthCheckType.Https => "https",
        HealthCheckType.H2 => "h2",
        HealthCheckType.Grpc => "grpc",
        HealthCheckType.Lambda => "lambda",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
