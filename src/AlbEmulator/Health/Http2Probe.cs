using System.Net;
using AlbEmulator.Descriptors;
using AlbEmulator.Model;

namespace AlbEmulator.Health;

/// <summary>
/// Asks a target of a group of HTTP/2, with prior knowledge or, over TLS, by ALPN.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version"/>
/// </summary>
internal sealed class Http2Probe(
    IPEndPoint endPoint, HealthCheck settings, SslPolicy policy, ProcessDescriptors descriptors)
    : Probe(HealthCheckType.H2, $"{endPoint.Address}:{endPoint.Port}")
{
    private readonly Uri _uri = ProbedHttp2.UriOf(endPoint, settings);

    public override Task<ProbeOutcome> CheckAsync(CancellationToken timeout) =>
        ProbedHttp2.AskAsync(
            endPoint,
            policy,
            descriptors,
            ProbedHttp2.Request(HttpMethod.Get, _uri),
            response => new(Judge(response)),
            timeout);

    private ProbeOutcome Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return ProbeOutcome.Answered(status, settings.Matcher.Matches(status));
    }
}
