using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The target group of a port of a Service, whoever forwards to it.</summary>
/// <param name="Service">The Service.</param>
/// <param name="Port">The port of it.</param>
/// <param name="Written">The port as a backend names it.</param>
/// <param name="Name">The name of the group.</param>
/// <param name="Id">What the controller calls it.</param>
/// <param name="Number">The port of the group.</param>
internal sealed record ServiceTargetGroup(Manifest Service, ServicePort Port, string Written, string Name, string Id, int Number)
{
    public const string Instance = "instance";

    public Node.Scalar? Protocol { get; init; }

    public Node.Scalar? Version { get; init; }

    public required IEnumerable<Entry> HealthCheck { get; init; }

    public required IReadOnlyList<Entry> Attributes { get; init; }

    public required IReadOnlyList<Entry> Tags { get; init; }

    /// <summary>Null where they are not told.</summary>
    public IReadOnlyList<Node>? Targets { get; init; }

    public Resource Build()
    {
        var origin = Service.Origin;
        List<Entry> properties =
        [
            Nodes.Entry(TargetGroupShape.Name.Name, Nodes.Text(origin, Name)),
            Nodes.Entry(TargetGroupShape.Port.Name, Nodes.Number(Port.Origin, Number)),
            Nodes.Entry(TargetGroupShape.Protocol.Name, Protocol ?? Nodes.Text(origin, TargetGroupShape.Http)),
            Nodes.Entry(TargetGroupShape.ProtocolVersion.Name, Version ?? Nodes.Text(origin, TargetGroupShape.Http1)),
            .. IsIpv6(Service) ? [Nodes.Entry(TargetGroupShape.IpAddressType.Name, Nodes.Text(origin, TargetGroupShape.Ipv6))] : (Entry[])[],
            .. HealthCheck,
            .. KeyValues.Attributes(TargetGroupShape.Attributes, Attributes),
            .. KeyValues.Tags(origin, Tags),
        ];
        if (Targets is not null)
        {
            properties.Add(Nodes.Entry(TargetGroupShape.Targets.Name, Nodes.Sequence(origin, Targets)));
        }

        return new Resource(ResourceKind.TargetGroup, origin, [Name, Id], properties)
        {
            Source = SourceKind.Kubernetes,
            Place = $"{Service.Namespace}/{Service.Name}:{Written}",
            UsualPort = Port.TargetNumber ?? Port.Number,
        };
    }

    public static bool IsIpv6(Manifest service) =>
        service.Spec.Find("ipFamilies").Items().Any(family => family.TryText(out var text) && text == "IPv6");
}
