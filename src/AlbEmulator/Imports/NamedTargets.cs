using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>Targets by name that are those of a group of a topology file, which has none itself.</summary>
internal static class NamedTargets
{
    /// <summary>Puts them where they belong. Those of other groups stay where they are: they are for a template or a plan.</summary>
    /// <param name="topologies">Roots of topology files, which are replaced where they change.</param>
    /// <param name="problems">What is wrong with them.</param>
    public static void Place(List<Node> topologies, List<Problem> problems)
    {
        var told = topologies.SelectMany(EntriesOf).ToLookup(entry => entry.Name, StringComparer.Ordinal);
        if (told.Count == 0)
        {
            return;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < topologies.Count; at++)
        {
            topologies[at] = topologies[at].Replace(TopologyShape.TargetGroups.Name, list => list is not Node.Sequence groups ? list : groups with
            {
                Items = [.. groups.Items.Select(group => NameOf(group) is { } name && told[name].Any() ? Fill(group, name, [.. told[name]], taken, problems) : group)],
            });
        }

        for (var at = 0; at < topologies.Count && taken.Count > 0; at++)
        {
            topologies[at] = topologies[at].Replace(TopologyShape.Targets.Name, all => all is not Node.Mapping mapping ? all : mapping with
            {
                Entries = [.. mapping.Entries.Where(entry => !taken.Contains(entry.Name))],
            });
        }
    }

    private static Node Fill(Node group, string name, IReadOnlyList<Entry> told, HashSet<string> taken, List<Problem> problems)
    {
        taken.Add(name);
        var own = group.Find(TargetGroupShape.Targets.Name).Items();
        problems.AddRange(told.Skip(own.Count > 0 ? 0 : 1).Select(entry => new Problem(
            entry.Origin,
            own.Count > 0
                ? $"the group {Quoted.Text(name)} has targets of its own ({own[0].Origin.File}:{own[0].Origin.Line}): keep one of the two"
                : "another file has targets for this group: keep one of the two")));
        return own.Count > 0 ? group : group.Replace(TargetGroupShape.Targets.Name, _ => told[0].Value);
    }

    private static IEnumerable<Entry> EntriesOf(Node root) => root.Find(TopologyShape.Targets.Name) is Node.Mapping all ? all.Entries : [];

    private static string? NameOf(Node group) => group.Find(TargetGroupShape.Name.Name).TryText(out var name) ? name : null;
}
