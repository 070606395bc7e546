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
        var models = documents.Where(document => ModelReader.IsModel(document.Root)).ToList();
        models.ForEach(model => ModelReader.Read(model, import));
        var manifests = new Manifests(documents.Except(models), import);
        var endpoints = new ServiceEndpoints(manifests, import);
        foreach (var manifest in IngressShapes.Kinds.SelectMany(manifests.All))
        {
            CheckedManifests.Check(manifest, import);
        }

        TargetGroupBindings.Read(manifests, endpoints, import);
        var kept = ReadIngresses(manifests, endpoints, import).Append(GatewayReader.Id).ToHashSet(StringComparer.Ordinal);
        GatewayReader.Read(manifests, endpoints, import);
        foreach (var gone in import.Translations.Keys.Where(id => !kept.Contains(id)).ToList())
        {
            import.Translations.Remove(gone);
        }

        TrustStoreNames.KeepEachOnce(import);
        TellOfCluster(told, import);
    }

    /// <summary>What the groups are called.</summary>
    private static List<string> ReadIngresses(Manifests manifests, ServiceEndpoints endpoints, Import import)
    {
        var classes = new IngressClasses(manifests, import);
        var members = manifests.All(ManifestKinds.Ingress).Select(classes.Member).OfType<IngressMember>().ToList();
        members.ForEach(member => CheckedManifests.Check(member.Ingress, import));
        var read = new List<string>();
        foreach (var group in IngressGroups.Of(members, import).Where(group => group.IsOrdered))
        {
            var id = $"IngressGroup {group.Id}";
            var made = KeptTranslation.Take(
                id,
                [.. group.Members.SelectMany(member => (Manifest?[])[member.Ingress, member.Class])],
                manifests,
                import,
                () => IngressTranslation.Translate(group, manifests, endpoints, import));
            TellTaken(group, made, import);
            read.Add(id);
        }

        return read;
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
