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

        var (told, notes) = (import.Told, import.Notes.Count);
        AnnotationNames.Check(manifest, import);
        FieldCheck.Check(manifest, import);
        if (import.Told == told && import.Notes.Count == notes)
        {
            Right.AddOrUpdate(manifest, Right);
        }
    }
}
