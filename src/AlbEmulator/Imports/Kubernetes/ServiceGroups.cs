using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The target groups of an Ingress: one for each Service and port of it, as they are written.</summary>
internal sealed class ServiceGroups(IngressGroup group, IngressLoadBalancer loadBalancer, Manifests manifests, ServiceEndpoints endpoints, Import import)
{
    private const string Instance = "instance";

    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>The name of a target group, which is made when it is first asked for; null where it cannot be, which was told.</summary>
    /// <param name="member">The Ingress.</param>
    /// <param name="service">The Service.</param>
    /// <param name="port">Its port, a name or a number, as the backend has it.</param>
    public string? NameOf(IngressMember member, Manifest service, Node.Scalar port)
    {
        var id = $"{member.Ingress.Namespace}/{member.Ingress.Name}-{service.Name}:{port.Text}";
        if (_names.TryGetValue(id, out var name))
        {
            return name;
        }

        if (ServicePort.Find(service, port.Text) is not { } found)
        {
            import.Tell(port.Origin, $"{service.Words} has no port {Quoted.Text(port.Text)}{Instead(service)}");
            return _names[id] = null;
        }

        return _names[id] = Make(member, service, found, id, port);
    }

    private static string Instead(Manifest service)
    {
        var ports = ServicePort.Of(service).Select(port => port.Name.Length > 0 ? $"{port.Number} ({Quoted.Plain(port.Name)})" : $"{port.Number}").ToList();
        return ports.Count == 0 ? ": it has none" : $": there is {string.Join(", ", ports)}";
    }

    private string? Make(IngressMember member, Manifest service, ServicePort port, string id, Node.Scalar written)
    {
        var annotations = new Annotations(import, service, member.Ingress);
        var type = member.OfClass("targetType") as Node.Scalar ?? Choice(annotations, "target-type", Instance, TargetGroupShape.Ip);
        var typeText = type?.Text ?? (import.Settings.Kubernetes.TargetType == KubernetesTargetType.Ip ? TargetGroupShape.Ip : Instance);
        var protocol = Choice(annotations, "backend-protocol", TargetGroupShape.Http, TargetGroupShape.Https);
        var version = Choice(annotations, "backend-protocol-version", TargetGroupShape.Http1, TargetGroupShape.Http2, TargetGroupShape.Grpc);
        if (PortOf(service, port, typeText, written) is not { } number)
        {
            return null;
        }

        var control = typeText == TargetGroupShape.Ip ? annotations.Text($"target-control-port.{service.Name}.{written.Text}") : null;
        var origin = service.Origin;
        var name = KubernetesNames.TargetGroup(
            service.Namespace,
            service.Name,
            import.Settings.Kubernetes.ClusterName,
            group.Id,
            member.Ingress.Namespace,
            member.Ingress.Name,
            service.Uid,
            written.Text,
            $"{number}",
            typeText,
            protocol?.Text ?? TargetGroupShape.Http,
            version?.Text ?? TargetGroupShape.Http1,
            control?.Text ?? "");
        List<Entry> properties =
        [
            Nodes.Entry(TargetGroupShape.Name.Name, Nodes.Text(origin, name)),
            Nodes.Entry(TargetGroupShape.Port.Name, Nodes.Number(port.Origin, number)),
            Nodes.Entry(TargetGroupShape.Protocol.Name, protocol ?? Nodes.Text(origin, TargetGroupShape.Http)),
            Nodes.Entry(TargetGroupShape.ProtocolVersion.Name, version ?? Nodes.Text(origin, TargetGroupShape.Http1)),
            .. IsIpv6(service) ? [Nodes.Entry(TargetGroupShape.IpAddressType.Name, Nodes.Text(origin, TargetGroupShape.Ipv6))] : (Entry[])[],
            .. ServiceHealthCheck.Of(annotations, service, typeText == Instance, version?.Text == TargetGroupShape.Grpc, protocol?.Text ?? TargetGroupShape.Http, origin),
        ];
        var attributes = annotations.Map("target-group-attributes") ?? [];
        if (attributes.Count > 0)
        {
            properties.Add(Nodes.Entry(TargetGroupShape.Attributes.Name, Nodes.Mapping(attributes[0].Origin, attributes)));
        }

        var ownTags = annotations.Map("tags") ?? [];
        var tags = loadBalancer.Tags.Where(tag => ownTags.All(own => own.Name != tag.Name)).Concat(ownTags);
        properties.Add(Shared.Tags(origin, [.. loadBalancer.OwnTags(origin, id), .. tags]));
        if (endpoints.Of(service, port) is { } targets)
        {
            properties.Add(Nodes.Entry(TargetGroupShape.Targets.Name, Nodes.Sequence(origin, targets)));
        }

        import.Resources.Add(new Resource(ResourceKind.TargetGroup, origin, [name, id], properties)
        {
            Source = SourceKind.Kubernetes,
            Place = $"{service.Namespace}/{service.Name}:{written.Text}",
        });
        return name;
    }

    /// <summary>The port of the group; null where it has none, which was told.</summary>
    private int? PortOf(Manifest service, ServicePort port, string type, Node.Scalar written)
    {
        if (type == TargetGroupShape.Ip)
        {
            return port.TargetNumber ?? 1;
        }

        var kind = service.Spec.Find("type").TryText(out var text) ? text : "ClusterIP";
        if (kind is "NodePort" or "LoadBalancer")
        {
            // A manifest need not say it: the cluster chooses one.
            return port.NodePort ?? port.Number;
        }

        import.Tell(
            written.Origin,
            $"{service.Words} is of the type {Quoted.Plain(kind)}, and the target type instance needs NodePort or LoadBalancer: write {Annotations.Prefix}target-type: ip, "
                + "or set Alb:Kubernetes:TargetType to ip");
        return null;
    }

    private static Node.Scalar? Choice(Annotations annotations, string name, params ReadOnlySpan<string> choices)
    {
        if (annotations.Text(name) is not { } text || choices.Contains(text.Text))
        {
            return annotations.Text(name);
        }

        annotations.Tell(name, text.Origin, $"is {Quoted.Text(text.Text)}: write one of {string.Join(", ", choices.ToArray())}");
        return null;
    }

    private static bool IsIpv6(Manifest service) =>
        service.Spec.Find("ipFamilies").Items().Any(family => family.TryText(out var text) && text == "IPv6");

    /// <summary>Of a manifest of a Service by its place.</summary>
    public Manifest? Service(string space, string name) => manifests.Find(ManifestKinds.Service, space, name);
}
