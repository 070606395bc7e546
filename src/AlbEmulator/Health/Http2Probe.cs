using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// Asks a target of a group of HTTP/2, with prior knowledge or, over TLS, by ALPN.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version"/>
/// </summary>
internal sealed class Http2Probe(IPEndPoint endPoint, HealthCheck settings) : Probe
{
    private readonly Uri _uri = Http2Connection.UriOf(endPoint, settings);

    public override HealthCheckType Type => HealthCheckType.H2;

    public override string Address { get; } = $"{endPoint.Address}:{endPoint.Port}";

    public override async Task<ProbeOutcome> CheckAsync(CancellationToken timeout)
    {
        try
        {
            using var client = Http2Connection.Open(endPoint);
            using var request = Http2Connection.Request(HttpMethod.Get, _uri);
            using var response = await client.SendAsync(request, timeout);
            var status = (int)response.StatusCode;
            return ProbeOutcome.Answered(status, settings.Matcher.Matches(status));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ProbeFailure.Of(exception);
        }
    }
}
