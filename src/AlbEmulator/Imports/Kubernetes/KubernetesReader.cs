using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// From manifests of Kubernetes to the resources that the AWS Load Balancer Controller makes of them.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/"/>
/// </summary>
internal static class KubernetesReader
{
    public static void Read(IReadOnlyList<Document> documents, Import import)
    {
        if (documents.Count == 0)
        {
            return;
        }

        var manifests = new Manifests(documents, import);
        var endpoints = new ServiceEndpoints(manifests, import);
        var classes = new IngressClasses(manifests, import);
        var members = new List<IngressMember>();
        foreach (var ingress in manifests.All(ManifestKinds.Ingress))
        {
            if (classes.Member(ingress) is { } member)
            {
                AnnotationNames.Check(ingress, import);
                members.Add(member);
            }
        }

        foreach (var service in manifests.All(ManifestKinds.Service))
        {
            AnnotationNames.Check(service, import);
        }

        foreach (var group in IngressGroups.Of(members))
        {
            IngressTranslation.Translate(group, manifests, endpoints, import);
        }
    }
}
