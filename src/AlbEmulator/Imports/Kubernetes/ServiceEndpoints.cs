using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Which targets a Service has: the pods that EndpointSlices tell, or where the setting <c>Alb:Kubernetes:Targets</c> says that
/// Services are asked.
/// </summary>
internal sealed class ServiceEndpoints
{
    private readonly Manifests _manifests;
    private readonly Import _import;
    private readonly KubernetesTargets _targets;
    private readonly string? _cluster;

    public ServiceEndpoints(Manifests manifests, Import import) =>
        (_manifests, _import, _targets, _cluster) = (manifests, import, import.Settings.Kubernetes.Targets, import.Cluster?.Name);

    /// <summary>Targets with their ports; null where none are told.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="port">Its port.</param>
    public IReadOnlyList<Node>? Of(Manifest service, ServicePort port) => _targets switch
    {
        KubernetesTargets.Services => [Target(port.Origin, $"{service.Name}.{service.Namespace}", port.Number)],
        KubernetesTargets.Localhost => [Target(port.Origin, "localhost", port.Number)],
        _ => Pods(service, port),
    };

    private List<Node>? Pods(Manifest service, ServicePort port)
    {
        var pods = Told(service, port);
        if (pods is { Count: 0 } && service.Origin.File != _cluster)
        {
            _import.Note(
                service.Origin,
                $"{service.Words} has no target at its port {port.Number}: those are the endpoints of pods (targetRef of the kind Pod) that are ready, of its family of "
                    + "addresses, in slices that have a port of the same name");
        }

        return pods;
    }

    private List<Node>? Told(Manifest service, ServicePort port)
    {
        if (_manifests.SlicesOf(service.Id) is { Count: > 0 } slices)
        {
            return [.. slices.Where(slice => IsOfFamily(slice, service)).SelectMany(slice => OfSlice(slice, port)).DistinctBy(target => (target.Text("Id"), target.Text("Port")))];
        }

        // A cluster has no slice of a Service without pods.
        return _manifests.Find(ManifestKinds.Endpoints, service.Namespace, service.Name) is { } endpoints ? [.. OfEndpoints(endpoints, port)]
            : service.Origin.File == _cluster ? []
            : null;
    }

    /// <summary>Slices of a Service that has both families are of one each.</summary>
    private static bool IsOfFamily(Manifest slice, Manifest service) =>
        slice.Root.Text("addressType") is var family && (family.Length == 0 || family == (ServiceTargetGroup.IsIpv6(service) ? "IPv6" : "IPv4"));

    private static IEnumerable<Node> OfSlice(Manifest slice, ServicePort port)
    {
        foreach (var number in PortsOf(slice.Root.Find("ports"), port))
        {
            foreach (var endpoint in slice.Root.Find("endpoints").Items().Where(IsTarget))
            {
                if (endpoint.Find("addresses").Items() is [var first, ..] && first.TryText(out var address))
                {
                    yield return Target(first.Origin, address, number);
                }
            }
        }
    }

    /// <summary>The older form of the same.</summary>
    private static IEnumerable<Node> OfEndpoints(Manifest endpoints, ServicePort port)
    {
        foreach (var subset in endpoints.Root.Find("subsets").Items())
        {
            foreach (var number in PortsOf(subset.Find("ports"), port))
            {
                foreach (var item in subset.Find("addresses").Items().Where(item => IsPod(item.Find("targetRef"))))
                {
                    if (item.Find("ip").TryText(out var address))
                    {
                        yield return Target(item.Origin, address, number);
                    }
                }
            }
        }
    }

    /// <summary>Those of the same name; an unnamed port of a Service takes all.</summary>
    private static IEnumerable<int> PortsOf(Node? ports, ServicePort port) => ports.Items()
        .Where(item => port.Name.Length == 0 || item.Text("name") == port.Name)
        .Select(item => item.Find("port").TryInteger(out var number) ? number : 0)
        .Where(number => number is >= Bounds.LeastPort and <= Bounds.MostPort);

    /// <summary>A pod that is ready, or does not say that it is not.</summary>
    private static bool IsTarget(Node endpoint) =>
        IsPod(endpoint.Find("targetRef")) && !(endpoint.Find("conditions").Find("ready").TryFlag(out var ready) && !ready);

    private static bool IsPod(Node? reference) => reference.Text("kind") == "Pod";

    private static Node.Mapping Target(Origin origin, string id, int port) => Nodes.Mapping(
        origin,
        Nodes.Entry(TargetGroupShape.Id.Name, Nodes.Text(origin, id)),
        Nodes.Entry(TargetGroupShape.TargetPort.Name, Nodes.Number(origin, port)));
}
