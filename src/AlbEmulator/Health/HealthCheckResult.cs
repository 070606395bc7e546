using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// A health check that was made, with all that its line in the health check log holds.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html"/>
/// </summary>
/// <param name="Type">How the target was spoken to.</param>
/// <param name="StartedAt">When the check began.</param>
/// <param name="Latency">From there to its end.</param>
/// <param name="TargetAddress"><c>ip:port</c> that was asked, or the ARN of a function.</param>
/// <param name="TargetGroup">To which the target belongs.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record HealthCheckResult(
    HealthCheckType Type,
    DateTimeOffset StartedAt,
    TimeSpan Latency,
    string TargetAddress,
    TargetGroup TargetGroup,
    ProbeOutcome Outcome)
{
    /// <summary>For people: the status, or what happened in its place.</summary>
    public string Detail => Outcome switch
    {
        { Detail: { } detail } => detail,
        { StatusCode: { } code } => code.ToString(CultureInfo.InvariantCulture),
        _ => ReasonCode ?? "",
    };

    /// <summary>
    /// Null when it passed. AWS names no code for a refused connection, nor for what is no answer: they go with the
    /// reset that a refusal is on the wire, and with the other faults of a target.
    /// </summary>
    public string? ReasonCode => Outcome.End switch
    {
        ProbeEnd.Passed => null,
        ProbeEnd.ResponseCodeMismatch => Outcome.StatusCode >= 500 ? "TargetError" : "ResponseCodeMismatch",
        ProbeEnd.GrpcStatusMissing => "GRPCStatusHeaderEmpty",
        ProbeEnd.GrpcStatusMismatch => "GRPCUnexpectedStatus",
        ProbeEnd.TimedOut => "TimedOut",
        ProbeEnd.Refused or ProbeEnd.Reset => "ConnectionReset",
        ProbeEnd.Malformed => "TargetError",
        _ => "InternalError",
    };
}

/// <summary>The first field of a line.</summary>
internal enum HealthCheckType
{
    Http,
    Https,
    H2,
    Grpc,
    Lambda,
}
