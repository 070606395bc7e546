using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The target groups of an Ingress: one for each Service and port of it, as they are written.</summary>
internal sealed class ServiceGroups(IngressGroup group, IngressLoadBalancer loadBalancer, Manifests manifests, ServiceEndpoints endpoints, Import import)
{
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
            import.Tell(port.Origin, $"{service.Words} has no port {Quoted.Text(port.Text)}{ServicePort.Instead(service)}");
            return _names[id] = null;
        }

        return _names[id] = Make(member, service, found, id, port);
    }

    private string? Make(IngressMember member, Manifest service, ServicePort port, string id, Node.Scalar written)
    {
        var annotations = new Annotations(import, service, member.Ingress);
        var type = member.OfClass("targetType") as Node.Scalar ?? Choice(annotations, "target-type", ServiceTargetGroup.Instance, TargetGroupShape.Ip);
        var typeText = type?.Text ?? (import.Settings.Kubernetes.TargetType == KubernetesTargetType.Ip ? TargetGroupShape.Ip : ServiceTargetGroup.Instance);
        var protocol = Choice(annotations, "backend-protocol", TargetGroupShape.Http, TargetGroupShape.Https);
        var version = Choice(annotations, "backend-protocol-version", TargetGroupShape.Http1, TargetGroupShape.Http2, TargetGroupShape.Grpc);
        if (PortOf(service, port, typeText == ServiceTargetGroup.Instance, written) is not { } number)
        {
            return null;
        }

        var control = typeText == TargetGroupShape.Ip ? annotations.Text($"target-control-port.{service.Name}.{written.Text}") : null;
        CheckWithoutEffect(annotations, control);
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
        var ownTags = annotations.Map("tags") ?? [];
        import.Resources.Add(new ServiceTargetGroup(service, port, written.Text, name, id, number)
        {
            Protocol = protocol,
            Version = version,
            HealthCheck = ServiceHealthCheck.Of(
                annotations,
                service,
                typeText == ServiceTargetGroup.Instance,
                version?.Text == TargetGroupShape.Grpc,
                protocol?.Text ?? TargetGroupShape.Http,
                service.Origin),
            Attributes = annotations.Map("target-group-attributes") ?? [],
            Tags = [.. loadBalancer.OwnTags(service.Origin, id), .. loadBalancer.Tags.Where(tag => ownTags.All(own => own.Name != tag.Name)), .. ownTags],
            Targets = endpoints.Of(service, port),
        }.Build());
        return name;
    }

    /// <summary>What says something of nodes and of agents beside pods, which are not here: it must be right all the same.</summary>
    private void CheckWithoutEffect(Annotations annotations, Node.Scalar? control)
    {
        annotations.Map("target-node-labels");
        annotations.Flag("multi-cluster-target-group");
        if (control is not null)
        {
            import.Note(control.Origin, "a control port is for the target optimizer of AWS, which is not emulated: requests are spread as without it");
        }
    }

    /// <summary>The port of the group; null where it has none, which was told.</summary>
    private int? PortOf(Manifest service, ServicePort port, bool isInstance, Node.Scalar written)
    {
        if (port.OfGroup(service, isInstance) is { } number)
        {
            return number;
        }

        import.Tell(
            written.Origin,
            $"{service.Words} is of the type {Quoted.Plain(ServicePort.TypeOf(service))}, and the target type instance needs NodePort or LoadBalancer: "
                + $"write {Annotations.Prefix}target-type: ip, or set Alb:Kubernetes:TargetType to ip");
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

    /// <summary>Of a manifest of a Service by its place.</summary>
    public Manifest? Service(string space, string name) => manifests.Find(ManifestKinds.Service, space, name);
}
