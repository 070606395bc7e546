using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What TargetGroupConfigurations say of a target group: of each property the first layer that says it counts.</summary>
/// <param name="layers">Of properties, those that count most first.</param>
internal sealed class TargetGroupProps(IReadOnlyList<Node> layers)
{
    public Node? Find(string name) => layers.Select(layer => layer.Field(name)).FirstOrDefault(node => node is not null);

    public Node.Scalar? Value(string name) => layers.Select(layer => layer.Value(name)).FirstOrDefault(node => node is not null);

    /// <summary>By their keys, of which each layer may say some.</summary>
    public IReadOnlyList<Entry> Attributes =>
        layers.Aggregate((IReadOnlyList<Entry>)[], (all, layer) => all.Over([.. KeyValues.Pairs(layer.Field("targetGroupAttributes"))]));

    public IReadOnlyList<Entry> Tags => layers.Aggregate((IReadOnlyList<Entry>)[], (all, layer) => all.Over(layer.Entries("tags")));

    /// <summary>One of several values; null where it is not said, or is none of them, which was told.</summary>
    public Node.Scalar? Choice(string name, Import import, params IReadOnlyList<string> choices)
    {
        if (Value(name) is not { } value || choices.Contains(value.Text))
        {
            return Value(name);
        }

        import.Tell(value.Origin, $"{name} is {Quoted.Text(value.Text)}: write one of {string.Join(", ", choices)}");
        return null;
    }

    public IEnumerable<Entry> HealthCheck(Manifest service, bool isInstance, bool isGrpc, string protocol, Import import)
    {
        var config = Find("healthCheckConfig");
        var own = config.Value("healthCheckProtocol");
        if (own is { Text: not (TargetGroupShape.Http or TargetGroupShape.Https) })
        {
            import.Tell(own.Origin, $"healthCheckProtocol is {Quoted.Text(own.Text)}: an Application Load Balancer checks by HTTP or HTTPS");
            own = null;
        }

        Node.Scalar? port = null;
        if (config.Value("healthCheckPort") is { } written && (port = ServicePort.OfChecks(service, written, isInstance, out var words)) is null)
        {
            import.Tell(written.Origin, $"healthCheckPort {words}");
        }

        return new HealthCheckNodes(service.Origin, isGrpc, UsualThreshold: 3, UsualCodes: "200-399")
        {
            Port = port,
            Protocol = own ?? Nodes.Text(service.Origin, protocol),
            Path = config.Value("healthCheckPath"),
            Interval = config.Value("healthCheckInterval"),
            Timeout = config.Value("healthCheckTimeout"),
            HealthyThreshold = config.Value("healthyThresholdCount"),
            UnhealthyThreshold = config.Value("unhealthyThresholdCount"),
            Codes = config.Field("matcher").Value(isGrpc ? "grpcCode" : "httpCode"),
        }.Entries;
    }
}
