using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What the backends of Ingresses stand for: a Service, or an action of an annotation.</summary>
internal sealed class IngressBackends(ServiceGroups groups, Import import)
{
    private readonly IngressActions _actions = new(groups);
    private readonly Dictionary<Node, IngressBackend?> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>Null where it cannot be, which was told.</summary>
    /// <param name="member">The Ingress.</param>
    /// <param name="backend">The backend, which is read once for all listeners.</param>
    public IngressBackend? Of(IngressMember member, Node backend)
    {
        if (!_read.TryGetValue(backend, out var read))
        {
            _read.Add(backend, read = Read(member, backend));
        }

        return read;
    }

    /// <summary>The name that annotations call a backend by; null where it has none.</summary>
    public static string? NameOf(Node? backend) => backend.Find("service").Find("name").TryAny(out var name) ? name : null;

    private IngressBackend? Read(IngressMember member, Node backend)
    {
        if (NameOf(backend) is not { } name)
        {
            import.Tell(backend.Origin, backend.Find("resource") is null
                ? $"{member.Ingress.Words} has a backend without service.name"
                : $"{member.Ingress.Words} has a backend that is a resource: write a service");
            return null;
        }

        var transforms = IngressTransforms.Of(member.Annotations, name);
        var (action, service) = Action(member, backend, name);
        if (action is null)
        {
            return null;
        }

        var annotations = service is null ? member.Annotations : new Annotations(import, service, member.Ingress);
        return new IngressBackend(action, annotations, transforms);
    }

    private (Node.Mapping? Action, Manifest? Service) Action(IngressMember member, Node backend, string name)
    {
        var place = backend.Find("service").Find("name")!.Origin;
        var port = (backend.Find("service").Find("port").Find("name") ?? backend.Find("service").Find("port").Find("number")) as Node.Scalar;
        if (port?.Text == IngressActions.UseAnnotation)
        {
            var annotation = $"actions.{name}";
            if (member.Annotations.PlaceOf(annotation) is null)
            {
                import.Note(place, $"{member.Ingress.Words} has no {Annotations.Prefix}{Quoted.Plain(annotation)}: requests are answered with a 503");
                return (KubernetesActions.NoAction(place), null);
            }

            return _actions.Of(member, annotation) is { } action ? (action.Action, action.Service) : (null, null);
        }

        if (groups.Service(member.Ingress.Namespace, name) is not { } service)
        {
            import.Note(place, $"{member.Ingress.Words} leads to the Service {Quoted.Text(name)} of {Quoted.Text(member.Ingress.Namespace)}, which no file has: requests are answered with a 503");
            return (KubernetesActions.NoService(place), null);
        }

        if (port is null)
        {
            import.Tell(place, $"{member.Ingress.Words} has a backend without service.port.name and service.port.number");
            return (null, null);
        }

        var group = groups.NameOf(member, service, port with { Kind = ScalarKind.Quoted });
        return (group is null ? null : ActionNodes.Forward(place, group), service);
    }
}
