using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Trust stores are named by manifests, by their names or their ARNs, and are in none.</summary>
internal static class TrustStoreNames
{
    /// <summary>Has the trust store asked for beside the manifests.</summary>
    /// <param name="store">Its name or ARN.</param>
    /// <param name="import">What the sources have.</param>
    /// <returns>What names it.</returns>
    public static Node.Scalar Add(Node.Scalar store, Import import)
    {
        // arn:aws:elasticloadbalancing:REGION:ACCOUNT:truststore/NAME/ID
        var name = store.Text.StartsWith("arn:", StringComparison.Ordinal) && store.Text.Split('/') is [_, var part, ..] ? part : store.Text;
        import.Resources.Add(new Resource(ResourceKind.TrustStore, store.Origin, [name, store.Text], []) { Source = SourceKind.Kubernetes });
        return store;
    }

    /// <summary>Keeps one of each: several load balancers may name it.</summary>
    public static void KeepEachOnce(Import import)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        import.Resources.RemoveAll(resource =>
            resource is { Kind: ResourceKind.TrustStore, Source: SourceKind.Kubernetes } && !seen.Add(string.Join(' ', resource.Names)));
    }
}
