using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The health check of a target group, whose defaults are the controller's and not those of the API.</summary>
internal static class ServiceHealthCheck
{
    private const string PortAnnotation = "healthcheck-port";

    /// <param name="annotations">Those of the Service over those of the Ingress.</param>
    /// <param name="service">The Service.</param>
    /// <param name="isInstance">Whether targets are nodes.</param>
    /// <param name="isGrpc">Whether targets are spoken to by gRPC.</param>
    /// <param name="protocol">Of the backend.</param>
    /// <param name="origin">Where defaults stand.</param>
    public static IEnumerable<Entry> Of(
        Annotations annotations, Manifest service, bool isInstance, bool isGrpc, string protocol, Origin origin)
    {
        var own = annotations.Text("healthcheck-protocol");
        if (own is { Text: not (TargetGroupShape.Http or TargetGroupShape.Https) })
        {
            annotations.Tell("healthcheck-protocol", own.Origin, $"is {Quoted.Text(own.Text)}: write HTTP or HTTPS");
            own = null;
        }

        return new HealthCheckNodes(origin, isGrpc, UsualThreshold: 2, UsualCodes: "200")
        {
            Port = Port(annotations, service, isInstance),
            Protocol = own ?? Nodes.Text(origin, protocol),
            Path = annotations.Text("healthcheck-path"),
            Interval = annotations.Integer("healthcheck-interval-seconds"),
            Timeout = annotations.Integer("healthcheck-timeout-seconds"),
            HealthyThreshold = annotations.Integer("healthy-threshold-count"),
            UnhealthyThreshold = annotations.Integer("unhealthy-threshold-count"),
            Codes = annotations.Text("success-codes"),
        }.Entries;
    }

    /// <summary>Null where it is not said, or is none, which was told.</summary>
    private static Node.Scalar? Port(Annotations annotations, Manifest service, bool isInstance)
    {
        if (annotations.Text(PortAnnotation) is not { } written)
        {
            return null;
        }

        var port = ServicePort.OfChecks(service, written, isInstance, out var words);
        if (port is null)
        {
            annotations.Tell(PortAnnotation, written.Origin, words);
        }

        return port;
    }
}
