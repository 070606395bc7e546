using System.Runtime.CompilerServices;

namespace AlbEmulator.Imports;

/// <summary>Which target groups the names in a resource stood for, where nothing in it had to be called otherwise.</summary>
internal static class NamedGroups
{
    private static readonly ConditionalWeakTable<Resource, List<(string Name, Resource Group)>> Kept = [];

    public static void Keep(Resource resource, List<(string Name, Resource Group)> groups) => Kept.AddOrUpdate(resource, groups);

    /// <summary>The groups, where each of the names still stands for the same; null where that is not so, or not known.</summary>
    public static IEnumerable<Resource>? StillOf(Resource resource, ResourceIndex index) =>
        Kept.TryGetValue(resource, out var groups) && groups.TrueForAll(item => index.IsOnly(ResourceKind.TargetGroup, item.Name, item.Group))
            ? groups.Select(item => item.Group)
            : null;
}
