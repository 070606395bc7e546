using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The target groups of a Gateway: one for each route, Service and port of the pods.</summary>
internal sealed class RouteGroups(
    GatewayLoadBalancer loadBalancer, IReadOnlyList<Manifest> defaults, TargetGroupConfigurations configurations, ServiceEndpoints endpoints, Import import)
{
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>The name of a target group, which is made when it is first asked for; null where it cannot be, which was told.</summary>
    /// <param name="route">The route.</param>
    /// <param name="backend">What it forwards to.</param>
    /// <param name="isHttps">Of the listener that asks for it: the first decides how targets are spoken to.</param>
    public string? NameOf(Manifest route, RouteBackend backend, bool isHttps)
    {
        if (backend is not { Service: { } service, Port: { } port })
        {
            return backend.TargetGroup;
        }

        var id = $"{loadBalancer.Id}:{route.Namespace}-{route.Name}:{route.Kind}-{service.Namespace}-{service.Name}:{port.TargetPort}";
        if (!_names.TryGetValue(id, out var name))
        {
            _names.Add(id, name = Make(route, backend, service, port, id, isHttps));
        }

        return name;
    }

    private string? Make(Manifest route, RouteBackend backend, Manifest service, ServicePort port, string id, bool isHttps)
    {
        var props = configurations.Of(service, route, defaults);
        var type = props.Choice("targetType", import, ServiceTargetGroup.Instance, TargetGroupShape.Ip)?.Text
            ?? (import.Settings.Kubernetes.TargetType == KubernetesTargetType.Ip ? TargetGroupShape.Ip : ServiceTargetGroup.Instance);
        var isInstance = type == ServiceTargetGroup.Instance;
        var protocol = props.Choice("protocol", import, TargetGroupShape.Http, TargetGroupShape.Https);
        var version = Version(route, port, props, isHttps);
        if (Number(backend, service, port, isInstance) is not { } number || !HasControlPort(props, isInstance, out var control))
        {
            return null;
        }

        // Ports of pods with names are one number to the controller, which has one group for several of them: here each has its own.
        var name = props.Value("targetGroupName")?.Text ?? new[] { "", port.TargetPort }.Select(Name).First(name => !_names.ContainsValue(name));
        import.Resources.Add(new ServiceTargetGroup(service, port, $"{port.Number}", name, id, number)
        {
            Protocol = protocol,
            Version = version,
            HealthCheck = props.HealthCheck(service, isInstance, version.Text == TargetGroupShape.Grpc, protocol?.Text ?? TargetGroupShape.Http, import),
            Attributes = props.Attributes,
            Tags = [.. loadBalancer.OwnTags(service.Origin, id), .. props.Tags],
            Targets = endpoints.Of(service, port),
        }.Build());
        return name;

        string Name(string distinction) => KubernetesNames.TargetGroup(
            route.Namespace,
            route.Name,
            import.Settings.Kubernetes.ClusterName,
            loadBalancer.Gateway.Namespace,
            loadBalancer.Gateway.Name,
            route.Namespace,
            route.Name,
            route.Kind,
            service.Namespace,
            service.Name,
            $"{number}",
            type,
            protocol?.Text ?? TargetGroupShape.Http,
            version.Text,
            control,
            distinction);
    }

    /// <summary>HTTP/1.1 behind listeners of HTTP, whatever is configured.</summary>
    private Node.Scalar Version(Manifest route, ServicePort port, TargetGroupProps props, bool isHttps)
    {
        var configured = props.Choice("protocolVersion", import, TargetGroupShape.Http1, TargetGroupShape.Http2, TargetGroupShape.Grpc);
        if (isHttps)
        {
            return configured ?? Nodes.Text(
                port.Origin,
                route.Kind == ManifestKinds.GrpcRoute ? TargetGroupShape.Grpc : port.AppProtocol == "kubernetes.io/h2c" ? TargetGroupShape.Http2 : TargetGroupShape.Http1);
        }

        if (configured is { Text: not TargetGroupShape.Http1 })
        {
            import.Note(configured.Origin, $"protocolVersion {configured.Text} has no effect for {route.Words}: behind a listener of HTTP the controller takes HTTP1");
        }

        return Nodes.Text(port.Origin, TargetGroupShape.Http1);
    }

    private int? Number(RouteBackend backend, Manifest service, ServicePort port, bool isInstance)
    {
        if (port.OfGroup(service, isInstance) is { } number)
        {
            return number;
        }

        import.Tell(
            backend.Node.Origin,
            $"{service.Words} is of the type {Quoted.Plain(ServicePort.TypeOf(service))}, and the target type instance needs NodePort or LoadBalancer: "
                + $"write targetType: ip in a {ManifestKinds.TargetGroupConfiguration}, or set Alb:Kubernetes:TargetType to ip");
        return null;
    }

    /// <summary>The port by which targets tell how busy they are: it goes into the name of the group, and nowhere else.</summary>
    private bool HasControlPort(TargetGroupProps props, bool isInstance, out string control)
    {
        control = props.Value("targetControlPort")?.Text ?? "";
        if (props.Value("targetControlPort") is not { } written)
        {
            return true;
        }

        if (isInstance)
        {
            import.Tell(written.Origin, "targetControlPort does not go with the target type instance: write targetType: ip, or remove it");
            return false;
        }

        import.Note(written.Origin, "targetControlPort has no effect: the controller gives it to no target group");
        return true;
    }
}
