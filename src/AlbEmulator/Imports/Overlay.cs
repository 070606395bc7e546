using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>What topology files say beside a source: the targets of its groups, and its trust stores.</summary>
internal sealed class Overlay
{
    private readonly Dictionary<string, Entry> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _trustStores = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _used = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems;

    public Overlay(IReadOnlyList<Node> topologies, List<Problem> problems)
    {
        _problems = problems;
        foreach (var entry in topologies.SelectMany(root => root.Find(TopologyShape.Targets.Name) is Node.Mapping all ? all.Entries : []))
        {
            if (!_targets.TryAdd(entry.Name, entry))
            {
                problems.Add(new Problem(entry.Origin, "another file has targets for this group: keep one of the two"));
            }
        }

        _groups.UnionWith(topologies.SelectMany(root => root.Find(TopologyShape.TargetGroups.Name).Items())
            .Select(group => group.Find(TargetGroupShape.Name.Name).TryText(out var name) ? name : ""));
        foreach (var store in topologies.SelectMany(root => root.Find(TopologyShape.TrustStores.Name).Items()))
        {
            if (store.Find(TrustStoreShape.Name.Name).TryText(out var name))
            {
                _trustStores.TryAdd(name, store);
            }
        }
    }

    /// <summary>The targets of a group, by any of its names; null when they are not told.</summary>
    /// <param name="names">Its names.</param>
    /// <param name="label">That of them which no other group has.</param>
    public Node? TargetsOf(IReadOnlyList<string> names, string label)
    {
        var found = names.Distinct(StringComparer.Ordinal).Where(_targets.ContainsKey).ToList();
        foreach (var name in found.Skip(1))
        {
            _problems.Add(new Problem(
                _targets[name].Origin,
                $"the targets of this group are written as {Quoted.Text(found[0])} already: keep one of the two"));
        }

        foreach (var name in found)
        {
            if (!_used.TryAdd(name, label))
            {
                _problems.Add(new Problem(
                    _targets[name].Origin,
                    $"several groups are called {Quoted.Text(name)}: write {Quoted.Text(_used[name])} or {Quoted.Text(label)}"));
            }
        }

        return found.Count == 0 ? null : _targets[found[0]].Value;
    }

    /// <summary>The targets of a place, which several groups may have; null where they are not told.</summary>
    public Node? TargetsAt(string place)
    {
        if (!_targets.TryGetValue(place, out var entry))
        {
            return null;
        }

        _used.TryAdd(place, place);
        return entry.Value;
    }

    /// <summary>Whether a topology file has a target group of this name or ARN.</summary>
    public bool HasTargetGroup(string text, AlbSettings settings) => _groups.Contains(text)
        || _groups.Any(name => Arns.TargetGroup(settings.Region, settings.AccountId, name) == text);

    /// <summary>The name under which a topology file has a trust store; null when none does.</summary>
    public string? TrustStore(IReadOnlyList<string> names) => names.FirstOrDefault(_trustStores.ContainsKey);

    /// <summary>Tells of targets for groups that are not there, and were not left out.</summary>
    public void TellUnused(IEnumerable<string> groups, IReadOnlySet<string> leftOut)
    {
        var known = groups.Concat(_groups.Where(name => name.Length > 0)).ToList();
        foreach (var entry in _targets.Values.Where(entry => !_used.ContainsKey(entry.Name) && !leftOut.Contains(entry.Name)))
        {
            _problems.Add(new Problem(
                entry.Origin,
                $"no file has a target group {Quoted.Text(entry.Name)}{Instead(entry.Name, known)}"));
        }
    }

    private static string Instead(string name, List<string> known)
    {
        var nearest = Spelling.DidYouMean(name, known);
        return nearest.Length > 0 || known.Count == 0 ? nearest : $": there is {Quoted.List(known.Take(10))}";
    }
}
