using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What was made of a group of manifests, and what it was made of: as long as that is the same, so is what was made.</summary>
/// <param name="Members">The objects of the group, in their order.</param>
/// <param name="Lookups">What was looked for beside them.</param>
/// <param name="Resources">What came of it.</param>
/// <param name="Notes">What was left out.</param>
internal sealed record KeptTranslation(
    IReadOnlyList<Manifest?> Members, IReadOnlyList<Lookup> Lookups, IReadOnlyList<Resource> Resources, IReadOnlyList<Problem> Notes)
{
    /// <summary>Takes over what was made of a group before, or makes it; what something is wrong with is made anew each time.</summary>
    /// <param name="id">What the group is called.</param>
    /// <param name="members">Its objects.</param>
    /// <param name="manifests">All there are.</param>
    /// <param name="import">Where it goes.</param>
    /// <param name="translate">Makes it.</param>
    /// <returns>What came of it.</returns>
    public static IReadOnlyList<Resource> Take(
        string id, IReadOnlyList<Manifest?> members, Manifests manifests, Import import, Action translate)
    {
        if (import.Translations.TryGetValue(id, out var before)
            && before.Members.SequenceEqual(members, ReferenceEqualityComparer.Instance) && before.Lookups.All(manifests.IsSame))
        {
            import.Resources.AddRange(before.Resources);
            import.Notes.AddRange(before.Notes);
            return before.Resources;
        }

        var (told, first, notes) = (import.Tellings, import.Resources.Count, import.Notes.Count);
        manifests.Lookups = [];
        translate();
        var made = import.Resources[first..];
        if (import.Tellings == told)
        {
            import.Translations[id] = new KeptTranslation(members, manifests.Lookups, made, import.Notes[notes..]);
        }
        else
        {
            import.Translations.Remove(id);
        }

        manifests.Lookups = null;
        return made;
    }
}
