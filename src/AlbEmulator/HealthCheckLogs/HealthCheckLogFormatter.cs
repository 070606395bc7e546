using AlbEmulator.Health;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.HealthCheckLogs;

/// <summary>
/// Writes one line of a health check log: 10 fields and a line feed.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html"/>
/// </summary>
internal static class HealthCheckLogFormatter
{
    /// <summary>Everything in a line that is not a name or an address.</summary>
    private const int FixedLength = 256;

    /// <summary>Bytes that are enough for the line of a check.</summary>
    public static int MaxLength(HealthCheckResult result, LogNode node) => FixedLength + (LogText.MaxBytesPerCharacter
        * (result.TargetAddress.Length + result.TargetGroup.Name.Length + node.LoadBalancer.Length + node.Address.Length));

    /// <summary>Writes the line and returns its length in bytes, line feed included.</summary>
    /// <param name="result">What came of the check.</param>
    /// <param name="node">Who checked.</param>
    /// <param name="output">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(HealthCheckResult result, LogNode node, Span<byte> output)
    {
        var line = new LogLineWriter(output);
        line.Bare(Type(result.Type));
        line.Space();
        line.Microseconds(result.StartedAt.UtcDateTime);
        line.Space();
        line.Nanoseconds(result.Latency);
        line.Space();
        line.Bare(result.TargetAddress);
        line.Space();
        line.Bare(result.TargetGroup.Name);
        line.Space();
        line.Bare(result.Outcome.IsPassed ? "PASS" : "FAIL");
        line.Space();
        line.Number(result.Outcome.StatusCode);
        line.Space();
        line.Bare(result.ReasonCode);
        line.Space();
        line.Bare(node.LoadBalancer);
        line.Space();
        line.Bare(node.Address);
        line.Literal("\n"u8);
        return line.Length;
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
