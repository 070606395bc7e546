using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Services whose pods are the targets of a group that another source has, such as a plan of Terraform's.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/"/>
/// </summary>
internal static class TargetGroupBindings
{
    public static void Read(Manifests manifests, ServiceEndpoints endpoints, Import import)
    {
        foreach (var binding in manifests.All(ManifestKinds.TargetGroupBinding))
        {
            if (!IsOfController(binding) && Group(binding, import) is { } group && Service(binding, manifests, import) is var (service, port, written))
            {
                import.Resources.Add(new Resource(
                    ResourceKind.Target,
                    binding.Origin,
                    [binding.Id],
                    endpoints.Of(service, port) is { } targets ? [Nodes.Entry(TargetGroupShape.Targets.Name, Nodes.Sequence(binding.Origin, targets))] : [])
                {
                    Source = SourceKind.Kubernetes,
                    Parent = group,
                    Place = $"{service.Namespace}/{service.Name}:{written.Text}",
                });
            }
        }
    }

    /// <summary>Whether the controller made it for a target group of its own, which is translated from the Ingress or the Gateway.</summary>
    private static bool IsOfController(Manifest binding) => binding.Root.Find("metadata").Find("labels") is Node.Mapping labels
        && labels.Entries.Any(label => label.Name.Contains(".k8s.aws/stack", StringComparison.Ordinal));

    /// <summary>What names the target group; null where nothing does, which was told.</summary>
    private static Node.Scalar? Group(Manifest binding, Import import)
    {
        var (arn, name) = (binding.Spec.Find("targetGroupARN") as Node.Scalar, binding.Spec.Find("targetGroupName") as Node.Scalar);
        if (arn is null == name is null)
        {
            import.Tell(binding.Origin, $"{binding.Words} must have targetGroupARN or targetGroupName, one of the two");
            return null;
        }

        if (binding.Spec.Find("targetGroupProtocol").TryText(out var protocol) && protocol is not (TargetGroupShape.Http or TargetGroupShape.Https))
        {
            import.Note(binding.Origin, $"{binding.Words} is left out: its target group is of {Quoted.Plain(protocol)}, and no Application Load Balancer's");
            return null;
        }

        return (arn ?? name)! with { Kind = ScalarKind.Quoted };
    }

    private static (Manifest Service, ServicePort Port, Node.Scalar Written)? Service(Manifest binding, Manifests manifests, Import import)
    {
        var reference = binding.Spec.Find("serviceRef");
        if (!reference.Find("name").TryAny(out var name) || reference.Find("port") is not Node.Scalar port)
        {
            import.Tell(binding.Origin, $"{binding.Words} must have serviceRef with name and port");
            return null;
        }

        if (manifests.Find(ManifestKinds.Service, binding.Namespace, name) is not { } service)
        {
            import.Tell(reference!.Origin, $"{binding.Words} names the Service {Quoted.Text(name)} of {Quoted.Text(binding.Namespace)}, which no file has");
            return null;
        }

        if (ServicePort.Find(service, port.Text) is not { } found)
        {
            import.Tell(port.Origin, $"{service.Words} has no port {Quoted.Text(port.Text)}");
            return null;
        }

        return (service, found, port);
    }
}
