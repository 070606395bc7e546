using AlbEmulator.Model;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// A health check of a function.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#enable-health-checks-lambda"/>
/// </summary>
internal sealed class LambdaProbe(LambdaClient client)
{
    private const string UserAgent = "ELB-HealthChecker/2.0";

    /// <summary>What the health of the function is by this one check.</summary>
    public async Task<LambdaProbeResult> CheckAsync(
        TargetGroup group, Target function, CancellationToken cancellationToken)
    {
        var check = group.HealthCheck;
        var isMultiValue = group.Attributes.LambdaMultiValueHeaders;
        var outcome = await client.InvokeAsync(
            function, Event(group), traceId: null, isMultiValue, check.Timeout, cancellationToken);
        return outcome switch
        {
            LambdaResponse { StatusCode: var code } when check.Matcher.Matches(code) => new(TargetHealth.Healthy, code),
            LambdaResponse { StatusCode: var code } => new(TargetHealth.ResponseCodeMismatch(code), code),
            LambdaFailure { StatusCode: StatusCodes.Status504GatewayTimeout } => new(TargetHealth.Timeout, null),
            _ => new(TargetHealth.FailedHealthChecks, null),
        };
    }

    /// <summary>The event of a check, by which a function can tell it from a request.</summary>
    public static ReadOnlyMemory<byte> Event(TargetGroup group) => LambdaEvent.Write(
        new LambdaRequest(
            group.Arn,
            HttpMethods.Get,
            group.HealthCheck.Path,
            [new("user-agent", UserAgent)],
            ReadOnlyMemory<byte>.Empty,
            group.Attributes.LambdaMultiValueHeaders),
        isBase64: false);
}

/// <summary>What a health check of a function found.</summary>
/// <param name="Health">Healthy, or why not.</param>
/// <param name="StatusCode">The function's; null where it gave none.</param>
internal sealed record LambdaProbeResult(TargetHealth Health, int? StatusCode);
