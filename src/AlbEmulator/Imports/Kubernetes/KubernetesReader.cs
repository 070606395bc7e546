using AlbEmulator.Documents;
using AlbEmulator.Imports.Kubernetes.Gateways;
using AlbEmulator.Imports.Kubernetes.Models;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// From manifests of Kubernetes to the resources that the AWS Load Balancer Controller makes of them.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/"/>
/// </summary>
internal static class KubernetesReader
{
    public static void Read(IReadOnlyList<Document> documents, Import import)
    {
        if (documents.Count == 0 && import.Cluster is null)
        {
            return;
        }

        var told = import.Told;
        foreach (var model in documents.Where(document => ModelReader.IsModel(document.Root)))
        {
            ModelReader.Read(model, import);
        }

        var manifests = new Manifests(documents.Where(document => !ModelReader.IsModel(document.Root)), import);
        var endpoints = new ServiceEndpoints(manifests, import);
        var classes = new IngressClasses(manifests, import);
        var members = new List<IngressMember>();
        foreach (var ingress in manifests.All(ManifestKinds.Ingress))
        {
            if (classes.Member(ingress) is { } member)
            {
                CheckedManifests.Check(ingress, import);
                members.Add(member);
            }
        }

        foreach (var other in manifests.All(ManifestKinds.Service).Concat(manifests.All(ManifestKinds.IngressClassParams))
            .Concat(manifests.All(ManifestKinds.TargetGroupBinding)))
        {
            CheckedManifests.Check(other, import);
        }

        TargetGroupBindings.Read(manifests, endpoints, import);
        var before = import.Translations.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var group in IngressGroups.Of(members, import))
        {
            before.Remove($"IngressGroup {group.Id}");
            var made = KeptTranslation.Take(
                $"IngressGroup {group.Id}",
                [.. group.Members.SelectMany(member => (Manifest?[])[member.Ingress, member.Class])],
                manifests,
                import,
                () => IngressTranslation.Translate(group, manifests, endpoints, import));
            TellTaken(group, made, import);
        }

        before.Remove(GatewayReader.Id);
        GatewayReader.Read(manifests, endpoints, import);
        foreach (var gone in before)
        {
            import.Translations.Remove(gone);
        }
        TellOfCluster(told, import);
    }

    /// <summary>The cluster is told which load balancer its Ingresses have.</summary>
    private static void TellTaken(IngressGroup group, IReadOnlyList<Resource> made, Import import)
    {
        if (made.FirstOrDefault(resource => resource.Kind == ResourceKind.LoadBalancer) is { } loadBalancer)
        {
            import.Ingresses.AddRange(group.Members.Select(member => member.Ingress)
                .Where(ingress => ingress.Origin.File == import.Cluster?.Name)
                .Select(ingress => new TakenIngress(ingress.Namespace, ingress.Name, loadBalancer.Names[0])));
        }
    }

    /// <summary>
    /// What is wrong with an object of a cluster, which others may have put there, is no reason to run nothing: a note tells it, and
    /// what it belongs to is left out.
    /// </summary>
    private static void TellOfCluster(int told, Import import)
    {
        foreach (var problem in import.TakeBack(told))
        {
            if (problem.Origin.File == import.Cluster?.Name)
            {
                import.Note(problem.Origin, $"{problem.Message}; until then it is left out");
            }
            else
            {
                import.Tell(problem.Origin, problem.Message);
            }
        }
    }
}
