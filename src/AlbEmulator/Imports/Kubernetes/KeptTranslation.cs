using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What was made of a group of manifests, and what it was made of: as long as that is the same, so is what was made.</summary>
/// <param name="Members">The objects of the group, in their order.</param>
/// <param name="Lookups">What was looked for beside them.</param>
/// <param name="Resources">What came of it.</param>
/// <param name="Notes">What was left out.</param>
internal sealed record KeptTranslation(
    IReadOnlyList<Manifest?> Members, IReadOnlyList<Lookup> Lookups, IReadOnlyList<Resource> Resources, IReadOnlyList<Problem> Notes)
{
    /// <summary>
    /// Takes over what was made of a group before, or makes it. Of a group in which something is wrong nothing is taken, and
    /// nothing more is said of it.
    /// </summary>
    /// <param name="id">What the group is called.</param>
    /// <param name="members">Its objects.</param>
    /// <param name="manifests">All there are.</param>
    /// <param name="import">Where it goes.</param>
    /// <param name="translate">Makes it.</param>
    /// <returns>What came of it; nothing where something is wrong.</returns>
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

        var (told, first, notes) = (import.Told, import.Resources.Count, import.Notes.Count);
        manifests.Lookups = [];
        translate();
        var made = import.Resources[first..];
        CheckShapes(made, import);
        if (import.Told == told)
        {
            import.Translations[id] = new KeptTranslation(members, manifests.Lookups, made, import.Notes[notes..]);
        }
        else
        {
            LeaveOut(made, import);
            import.Resources.RemoveRange(first, made.Count);
            import.Translations.Remove(id);
            made = [];
        }

        manifests.Lookups = null;
        return made;
    }

    private static void CheckShapes(IReadOnlyList<Resource> made, Import import)
    {
        var problems = new List<Problem>();
        var check = new ShapeCheck(problems, import.Settings.Limits);
        foreach (var resource in made)
        {
            Shape? shape = resource.Kind switch
            {
                ResourceKind.LoadBalancer => LoadBalancerShape.Object,
                ResourceKind.Listener => ListenerShape.Object,
                ResourceKind.Rule => RuleShape.Object,
                ResourceKind.TargetGroup => TargetGroupShape.Object,
                _ => null,
            };
            if (shape is not null)
            {
                check.Check(Nodes.Mapping(resource.Origin, resource.Properties), shape);
            }
        }

        problems.ForEach(problem => import.Tell(problem.Origin, problem.Message));
    }

    /// <summary>Targets may be told for what is left out.</summary>
    private static void LeaveOut(IReadOnlyList<Resource> resources, Import import)
    {
        foreach (var resource in resources.Where(resource => resource.Kind == ResourceKind.TargetGroup))
        {
            import.LeftOut.UnionWith([.. resource.Names, resource.Place]);
        }
    }
}
