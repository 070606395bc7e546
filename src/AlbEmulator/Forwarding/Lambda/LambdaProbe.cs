using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Asks a function for its health.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#enable-health-checks-lambda"/>
/// </summary>
internal sealed class LambdaProbe(LambdaClient client, TargetGroup group, Target function)
    : Probe(HealthCheckType.Lambda, function.Id)
{
    private readonly ReadOnlyMemory<byte> _event = Event(group);

    public override async Task<ProbeOutcome> CheckAsync(CancellationToken timeout)
    {
        var outcome = await client.InvokeAsync(
            function,
            _event,
            traceId: null,
            group.Attributes.LambdaMultiValueHeaders,
            Timeout.InfiniteTimeSpan,
            timeout);
        return outcome switch
        {
            LambdaResponse { StatusCode: var code } => ProbeOutcome.Answered(code, group.HealthCheck.Matcher.Matches(code)),
            LambdaFailure { StatusCode: StatusCodes.Status504GatewayTimeout } => new(ProbeEnd.TimedOut, null),
            LambdaFailure failure when failure == LambdaFailure.NotConnected => new(ProbeEnd.NotMade, null),
            LambdaFailure failure => new(ProbeEnd.Malformed, null, failure.Detail ?? failure.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The event of a check, by which a function can tell it from a request.</summary>
    public static ReadOnlyMemory<byte> Event(TargetGroup group) => LambdaEvent.Write(
        new LambdaRequest(
            group.Arn,
            HttpMethods.Get,
            new RequestUri(group.HealthCheck.Path),
            [new("user-agent", ProbeRequest.UserAgent)],
            ReadOnlyMemory<byte>.Empty,
            group.Attributes.LambdaMultiValueHeaders),
        isBase64: false);
}
