using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// What one topology says other than another, each in a few words: what was written, whatever became of it. Nodes that are
/// the very same are not looked into.
/// </summary>
internal static class TopologyDifference
{
    private const string LoadBalancers = "LoadBalancers";
    private const string TargetGroups = "TargetGroups";
    private const string TrustStores = "TrustStores";
    private const string EchoUsers = "EchoUsers";
    private const string Listeners = "Listeners";
    private const string Rules = "Rules";
    private const string Targets = "Targets";

    /// <summary>Load balancers first; of each list what changed and came, then what left.</summary>
    /// <param name="before">What there was: the nodes of files, or of the API.</param>
    /// <param name="after">What there is.</param>
    public static IEnumerable<Change> Between(IReadOnlyList<Node> before, IReadOnlyList<Node> after) =>
        Of(Items(before, LoadBalancers), Items(after, LoadBalancers), NameOf, name => $"load balancer {name}", WithinLoadBalancer)
            .Concat(Of(Items(before, TargetGroups), Items(after, TargetGroups), NameOf, name => $"target group {name}", WithinTargetGroup))
            .Concat(Of(Items(before, TrustStores), Items(after, TrustStores), NameOf, name => $"trust store {name}"))
            .Concat(Of(Items(before, EchoUsers), Items(after, EchoUsers), NameOf, name => $"echo user {name}"));

    private static IEnumerable<Change> WithinLoadBalancer(string name, Node before, Node after) =>
        Whole(before, after, $"load balancer {name}", Listeners).Concat(Of(
            before.Find(Listeners).Items(),
            after.Find(Listeners).Items(),
            node => Text(node, "Port"),
            port => $"listener {name}:{port}",
            (port, was, now) => Whole(was, now, $"listener {name}:{port}", Rules).Concat(Of(
                was.Find(Rules).Items(), now.Find(Rules).Items(), node => Text(node, "Priority"), priority => $"rule {priority} of {name}:{port}"))));

    private static IEnumerable<Change> WithinTargetGroup(string name, Node before, Node after) =>
        Whole(before, after, $"target group {name}", Targets).Concat(Of(
            before.Find(Targets).Items(),
            after.Find(Targets).Items(),
            node => Text(node, "Port") is { Length: > 0 } port ? $"{Addresses.InUrl(Text(node, "Id"))}:{port}" : Text(node, "Id"),
            target => $"target {target} of {name}"));

    /// <summary>The change of a thing, but for what is told of by itself.</summary>
    private static IEnumerable<Change> Whole(Node before, Node after, string name, string? but) =>
        NodeValues.AreSame(before, after, but) ? [] : [new Change(after.Origin, $"{name} changed")];

    private static IEnumerable<Change> Of(
        IReadOnlyList<Node> before,
        IReadOnlyList<Node> after,
        Func<Node, string> keyOf,
        Func<string, string> nameOf,
        Func<string, Node, Node, IEnumerable<Change>>? within = null)
    {
        if (ReferenceEquals(before, after))
        {
            yield break;
        }

        var left = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in before)
        {
            left.TryAdd(keyOf(node), node);
        }

        foreach (var node in after)
        {
            var key = keyOf(node);
            if (!left.Remove(key, out var was))
            {
                yield return new Change(node.Origin, $"{nameOf(key)} added");
            }
            else if (!ReferenceEquals(was, node))
            {
                foreach (var change in within is not null ? within(key, was, node) : Whole(was, node, nameOf(key), but: null))
                {
                    yield return change;
                }
            }
        }

        foreach (var (key, node) in left)
        {
            yield return new Change(node.Origin, $"{nameOf(key)} removed");
        }
    }

    private static IReadOnlyList<Node> Items(IReadOnlyList<Node> roots, string list) =>
        roots is [var one] ? one.Find(list).Items() : [.. roots.SelectMany(root => root.Find(list).Items())];

    private static string NameOf(Node node) => Text(node, "Name");

    private static string Text(Node node, string name) => node.Find(name) is Node.Scalar scalar ? scalar.Text : "";

    /// <summary>One thing that is other than it was.</summary>
    /// <param name="Origin">Where it stands, or stood.</param>
    /// <param name="Words">Such as <c>rule 10 of web:80 changed</c>.</param>
    public sealed record Change(Origin Origin, string Words);
}
