using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Differences;

/// <summary>Load balancers and target groups that are the same thing before and after, though they are called otherwise.</summary>
/// <param name="names">The name before, and the name after.</param>
internal sealed class SameThings(IReadOnlyDictionary<string, string> names)
{
    /// <summary>The names before, by those after.</summary>
    public IReadOnlyDictionary<string, string> Written { get; } = names.ToDictionary(static name => name.Value, static name => name.Key, StringComparer.Ordinal);

    /// <summary>What is called so on neither side.</summary>
    public IEnumerable<string> Problems(Topology before, Topology after) =>
        names.Keys.Select(name => Problem(name, before, "OLD")).Concat(names.Values.Select(name => Problem(name, after, "NEW"))).OfType<string>();

    /// <summary>What there was, with the names that there are.</summary>
    public Topology Renamed(Topology before) => names.Count == 0 ? before : before with
    {
        LoadBalancers = [.. before.LoadBalancers.Select(one => names.TryGetValue(one.Name, out var name) ? one with { Name = name } : one)],
        TargetGroups = [.. before.TargetGroups.Select(one => names.TryGetValue(one.Name, out var name) ? one with { Name = name } : one)],
    };

    private static string? Problem(string name, Topology topology, string side)
    {
        string[] known = [.. topology.LoadBalancers.Select(static one => one.Name), .. topology.TargetGroups.Select(static one => one.Name)];
        return known.Contains(name)
            ? null
            : $"--same: {side} has no load balancer and no target group {Quoted.Text(name)}{Spelling.DidYouMean(name, known)}";
    }
}
