using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The health check of a target group, whose defaults are the controller's and not those of the API.</summary>
internal static class ServiceHealthCheck
{
    private const string PortAnnotation = "healthcheck-port";
    private const string TrafficPort = "traffic-port";
    private const string GrpcPath = "/AWS.ALB/healthcheck";

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

        yield return Nodes.Entry(HealthCheckShape.Port.Name, Port(annotations, service, isInstance) ?? Nodes.Text(origin, TrafficPort));
        yield return Nodes.Entry(HealthCheckShape.Protocol.Name, own ?? Nodes.Text(origin, protocol));
        yield return Nodes.Entry(
            HealthCheckShape.Path.Name, annotations.Text("healthcheck-path") ?? Nodes.Text(origin, isGrpc ? GrpcPath : "/"));
        yield return Number(annotations, "healthcheck-interval-seconds", HealthCheckShape.Interval, 15, origin);
        yield return Number(annotations, "healthcheck-timeout-seconds", HealthCheckShape.Timeout, 5, origin);
        yield return Number(annotations, "healthy-threshold-count", HealthCheckShape.HealthyThreshold, 2, origin);
        yield return Number(annotations, "unhealthy-threshold-count", HealthCheckShape.UnhealthyThreshold, 2, origin);
        var codes = annotations.Text("success-codes") ?? Nodes.Text(origin, isGrpc ? "12" : "200");
        yield return Nodes.Entry(
            HealthCheckShape.Matcher.Name,
            Nodes.Mapping(codes.Origin, Nodes.Entry(isGrpc ? HealthCheckShape.GrpcCode.Name : HealthCheckShape.HttpCode.Name, codes)));
    }

    private static Entry Number(Annotations annotations, string name, Property property, int usual, Origin origin) =>
        Nodes.Entry(property.Name, annotations.Integer(name) ?? Nodes.Number(origin, usual));

    /// <summary><c>traffic-port</c>, a number, or the name of a port of the Service; null where it is not said.</summary>
    private static Node.Scalar? Port(Annotations annotations, Manifest service, bool isInstance)
    {
        if (annotations.Text(PortAnnotation) is not { } port || port.Text == TrafficPort || int.TryParse(port.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return annotations.Text(PortAnnotation);
        }

        if (ServicePort.Find(service, port.Text) is not { } found)
        {
            annotations.Tell(PortAnnotation, port.Origin, $"is {Quoted.Text(port.Text)}, and {service.Words} has no port of that name: write traffic-port, a number, or the name of a port");
            return null;
        }

        if ((isInstance ? found.NodePort ?? found.Number : found.TargetNumber) is { } number)
        {
            return port with { Text = number.ToString(CultureInfo.InvariantCulture) };
        }

        annotations.Tell(PortAnnotation, port.Origin, $"is {Quoted.Text(port.Text)}, whose targetPort of {service.Words} is a name: with the target type ip it must be a number");
        return null;
    }
}
