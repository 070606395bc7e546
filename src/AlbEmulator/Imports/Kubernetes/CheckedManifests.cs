using System.Runtime.CompilerServices;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Looks at the names in objects, once at each in which nothing is to be said.</summary>
internal static class CheckedManifests
{
    private static readonly ConditionalWeakTable<Manifest, object> Right = [];

    public static void Check(Manifest manifest, Import import)
    {
        if (Right.TryGetValue(manifest, out _))
        {
            return;
        }

        var (told, notes) = (import.Tellings, import.Notes.Count);
        AnnotationNames.Check(manifest, import);
        // A cluster has looked at its own.
        if (manifest.Origin.File != import.Cluster?.Name && IngressShapes.Of(manifest.Kind) is { } shape)
        {
            new SpecCheck(import).CheckAll(manifest, shape);
        }

        if (import.Tellings == told && import.Notes.Count == notes)
        {
            Right.AddOrUpdate(manifest, Right);
        }
    }
}
