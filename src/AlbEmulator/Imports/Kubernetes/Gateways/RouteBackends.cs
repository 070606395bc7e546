using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What the rules of routes forward to: what is not there is left out, with a note.</summary>
internal sealed class RouteBackends(Manifests manifests, ReferenceGrants grants, Import import)
{
    private const string TargetGroupName = "TargetGroupName";
    private const int MostWeight = 999;

    public IReadOnlyList<RouteBackend> Of(Manifest route, Node rule) =>
        [.. rule.Field("backendRefs").Items().Take(SpecLimits.Backends).Select(backend => Read(route, backend)).OfType<RouteBackend>()];

    private RouteBackend? Read(Manifest route, Node backend)
    {
        var name = backend.Text("name");
        if (name.Length == 0)
        {
            import.Tell(backend.Origin, $"{route.Words} has a backend without a name");
            return null;
        }

        if (Weight(route, backend) is not { } weight)
        {
            return null;
        }

        switch (backend.Text("kind"))
        {
            case "" or ManifestKinds.Service:
                return Service(route, backend, name, weight);
            case TargetGroupName:
                return new RouteBackend(backend, weight, null, null, name);
            case ManifestKinds.Gateway:
                import.Tell(backend.Find("kind")!.Origin, $"{route.Words} has a Gateway as a backend, which is for Network Load Balancers: write a Service or a {TargetGroupName}");
                return null;
            default:
                return LeftOut(route, backend, $"the controller knows no backend of the kind {Quoted.Text(backend.Text("kind"))}");
        }
    }

    private int? Weight(Manifest route, Node backend)
    {
        if (backend.Field("weight") is not { } written)
        {
            return 1;
        }

        if (written.TryInteger(out var weight) && weight is >= 0 and <= MostWeight)
        {
            return weight;
        }

        import.Tell(written.Origin, $"{route.Words} has the weight {Quoted.Plain(backend.Text("weight"))}: write 0 to {MostWeight}");
        return null;
    }

    private RouteBackend? Service(Manifest route, Node backend, string name, int weight)
    {
        var space = backend.Text("namespace") is { Length: > 0 } written ? written : route.Namespace;
        if (backend.Text("group") is { Length: > 0 } group)
        {
            return LeftOut(route, backend, $"a Service is of no group, and this is of {Quoted.Text(group)}");
        }

        if (!backend.Field("port").TryInteger(out var number))
        {
            import.Tell(backend.Origin, $"{route.Words} forwards to the Service {Quoted.Text(name)} without a port: write the number of one of its ports");
            return null;
        }

        if (space != route.Namespace && !grants.Allows(route, ManifestKinds.Service, space, name))
        {
            return LeftOut(
                route, backend, $"no {ManifestKinds.ReferenceGrant} of {Quoted.Text(space)} lets {route.Kind}s of {Quoted.Text(route.Namespace)} name the Service {Quoted.Text(name)}");
        }

        if (manifests.Find(ManifestKinds.Service, space, name) is not { } service)
        {
            return LeftOut(route, backend, $"no file has the Service {Quoted.Text(name)} of {Quoted.Text(space)}");
        }

        return ServicePort.Of(service).FirstOrDefault(port => port.Number == number) is { } port
            ? new RouteBackend(backend, weight, service, port, "")
            : LeftOut(route, backend, $"{service.Words} has no port {number}{ServicePort.Instead(service)}");
    }

    private RouteBackend? LeftOut(Manifest route, Node backend, string why)
    {
        import.Note(backend.Origin, $"{route.Words}: a backend is left out: {why}");
        return null;
    }
}
