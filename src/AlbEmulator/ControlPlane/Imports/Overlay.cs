using AlbEmulator.ControlPlane.Documents;
using AlbEmulator.ControlPlane.Shapes;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Imports;

/// <summary>What topology files say beside a source: the targets of its groups, and its trust stores.</summary>
internal sealed class Overlay
{
    private readonly Dictionary<string, Entry> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _trustStores = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public Overlay(IReadOnlyList<Node> topologies, List<Problem> problems)
    {
        foreach (var entry in topologies.SelectMany(root => root.Find(TopologyShape.Targets.Name) is Node.Mapping all ? all.Entries : []))
        {
            if (!_targets.TryAdd(entry.Name, entry))
            {
                problems.Add(new Problem(entry.Origin, "another file has targets for this group: keep one of the two"));
            }
        }

        foreach (var store in topologies.SelectMany(root => root.Find(TopologyShape.TrustStores.Name).Items()))
        {
            if (store.Find(TrustStoreShape.Name.Name).TryText(out var name))
            {
                _trustStores.TryAdd(name, store);
            }
        }
    }

    /// <summary>The targets of a group, by any of its names; null when they are not told.</summary>
    public Node? TargetsOf(IReadOnlyList<string> names)
    {
        var found = names.Where(_targets.ContainsKey).ToList();
        _used.UnionWith(found);
        return found.Count == 0 ? null : _targets[found[0]].Value;
    }

    /// <summary>The name under which a topology file has a trust store; null when none does.</summary>
    public string? TrustStore(IReadOnlyList<string> names) => names.FirstOrDefault(_trustStores.ContainsKey);

    /// <summary>Tells of targets for groups that are not there.</summary>
    public void TellUnused(IEnumerable<string> groups, List<Problem> problems)
    {
        var known = groups.ToList();
        foreach (var entry in _targets.Values.Where(entry => !_used.Contains(entry.Name)))
        {
            problems.Add(new Problem(
                entry.Origin,
                known.Count == 0
                    ? "Targets by name are for the target groups of a template, a plan or what AWS described, and no file is one"
                    : $"no file has a target group {Quoted.Text(entry.Name)}{Instead(entry.Name, known)}"));
        }
    }

    private static string Instead(string name, List<string> known)
    {
        var nearest = Spelling.DidYouMean(name, known);
        return nearest.Length > 0 ? nearest : $": there is {Quoted.List(known.Take(10))}";
    }
}
