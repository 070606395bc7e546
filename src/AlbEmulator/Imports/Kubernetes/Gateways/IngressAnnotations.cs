using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>Notes annotations that are for Ingresses alone, where a Gateway has to do with what bears them: each once.</summary>
internal sealed class IngressAnnotations(Import import)
{
    private readonly HashSet<Manifest> _noted = new(ReferenceEqualityComparer.Instance);

    /// <param name="manifest">What may bear them.</param>
    /// <param name="instead">What to write in their place.</param>
    public void Note(Manifest manifest, string instead)
    {
        if (manifest.Annotations.Find(entry => entry.Name.StartsWith(Annotations.Prefix, StringComparison.Ordinal)) is { Value: not null } first && _noted.Add(manifest))
        {
            import.Note(first.Origin, $"{manifest.Words}: {Quoted.Plain(first.Name)} is for Ingresses, and has no effect for a Gateway: write {instead}");
        }
    }
}
