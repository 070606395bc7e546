using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>Which objects of a namespace may be named from another.</summary>
internal sealed class ReferenceGrants(Manifests manifests, SpecCheck check)
{
    /// <param name="from">Of what is to name it: an object of the Gateway API.</param>
    /// <param name="kind">Of what is named, of the core.</param>
    /// <param name="space">The namespace of what is named.</param>
    /// <param name="name">Its name.</param>
    public bool Allows(Manifest from, string kind, string space, string name)
    {
        foreach (var grant in manifests.All(ManifestKinds.ReferenceGrant).Where(grant => grant.Namespace == space))
        {
            check.Check(grant, GatewayShapes.ReferenceGrant);
            var isFrom = grant.Spec.Field("from").Items().Any(item =>
                item.Text("group") == ManifestKinds.Gateways && item.Text("kind") == from.Kind && item.Text("namespace") == from.Namespace);
            if (isFrom && grant.Spec.Field("to").Items().Any(item =>
                item.Text("group").Length == 0 && item.Text("kind") == kind && item.Text("name") is var only && (only.Length == 0 || only == name)))
            {
                return true;
            }
        }

        return false;
    }
}
