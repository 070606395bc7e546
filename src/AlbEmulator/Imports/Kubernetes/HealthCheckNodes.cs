using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A health check as a topology file has it, whose defaults are the controller's and not those of the API.</summary>
/// <param name="Origin">Where defaults stand.</param>
/// <param name="IsGrpc">Whether targets are spoken to by gRPC.</param>
/// <param name="UsualThreshold">How many answers make a target healthy, or unhealthy.</param>
/// <param name="UsualCodes">Of HTTP, of a healthy answer.</param>
internal sealed record HealthCheckNodes(Origin Origin, bool IsGrpc, int UsualThreshold, string UsualCodes)
{
    public const string TrafficPort = "traffic-port";

    private const int UsualInterval = 15;
    private const int UsualTimeout = 5;
    private const string GrpcPath = "/AWS.ALB/healthcheck";
    private const string GrpcCodes = "12";

    public Node.Scalar? Port { get; init; }

    public required Node.Scalar Protocol { get; init; }

    public Node.Scalar? Path { get; init; }

    public Node.Scalar? Interval { get; init; }

    public Node.Scalar? Timeout { get; init; }

    public Node.Scalar? HealthyThreshold { get; init; }

    public Node.Scalar? UnhealthyThreshold { get; init; }

    public Node.Scalar? Codes { get; init; }

    public IEnumerable<Entry> Entries
    {
        get
        {
            yield return Nodes.Entry(HealthCheckShape.Port.Name, Port ?? Nodes.Text(Origin, TrafficPort));
            yield return Nodes.Entry(HealthCheckShape.Protocol.Name, Protocol);
            yield return Nodes.Entry(HealthCheckShape.Path.Name, Path ?? Nodes.Text(Origin, IsGrpc ? GrpcPath : "/"));
            yield return Nodes.Entry(HealthCheckShape.Interval.Name, Interval ?? Nodes.Number(Origin, UsualInterval));
            yield return Nodes.Entry(HealthCheckShape.Timeout.Name, Timeout ?? Nodes.Number(Origin, UsualTimeout));
            yield return Nodes.Entry(HealthCheckShape.HealthyThreshold.Name, HealthyThreshold ?? Nodes.Number(Origin, UsualThreshold));
            yield return Nodes.Entry(HealthCheckShape.UnhealthyThreshold.Name, UnhealthyThreshold ?? Nodes.Number(Origin, UsualThreshold));
            var codes = Codes ?? Nodes.Text(Origin, IsGrpc ? GrpcCodes : UsualCodes);
            yield return Nodes.Entry(
                HealthCheckShape.Matcher.Name,
                Nodes.Mapping(codes.Origin, Nodes.Entry(IsGrpc ? HealthCheckShape.GrpcCode.Name : HealthCheckShape.HttpCode.Name, codes)));
        }
    }
}
