using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Differences;

/// <summary>A load balancer before and after.</summary>
/// <param name="Before">Null for one that came.</param>
/// <param name="After">Null for one that went.</param>
/// <param name="Listeners">Its listeners, by port.</param>
internal sealed record LoadBalancerPair(LoadBalancer? Before, LoadBalancer? After, IReadOnlyList<ListenerPair> Listeners)
{
    /// <summary>By name; where there is one on either side, it is the same whatever it is called.</summary>
    public static IReadOnlyList<LoadBalancerPair> All(Side before, Side after)
    {
        if (before.Topology.LoadBalancers is [var old] && after.Topology.LoadBalancers is [var young])
        {
            return [Of(before, old, after, young)];
        }

        var was = before.Topology.LoadBalancers.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        var pairs = after.Topology.LoadBalancers.Select(one => Of(before, was.Remove(one.Name, out var known) ? known : null, after, one)).ToList();
        return [.. pairs, .. was.Values.Select(one => Of(before, one, after, null))];
    }

    private static LoadBalancerPair Of(Side before, LoadBalancer? was, Side after, LoadBalancer? now)
    {
        var left = ListenersOf(before, was);
        return new LoadBalancerPair(was, now,
        [
            .. ListenersOf(after, now).Values.Select(listener => new ListenerPair(left.Remove(listener.Port, out var known) ? known : null, listener)),
            .. left.Values.Select(static listener => new ListenerPair(listener, null)),
        ]);
    }

    private static Dictionary<int, ListenerSnapshot> ListenersOf(Side side, LoadBalancer? loadBalancer) => side.Snapshot.Listeners
        .Where(listener => ReferenceEquals(listener.LoadBalancer, loadBalancer))
        .ToDictionary(static listener => listener.Port);
}

/// <summary>A listener before and after.</summary>
/// <param name="Before">Null for one that came.</param>
/// <param name="After">Null for one that went.</param>
internal sealed record ListenerPair(ListenerSnapshot? Before, ListenerSnapshot? After)
{
    public ListenerSnapshot Any => (After ?? Before)!;

    /// <summary>Such as <c>shop:443</c>.</summary>
    public string Name => $"{Any.LoadBalancer.Name}:{Any.PortText}";

    /// <summary>Which of its rules stayed.</summary>
    public RulePairs Rules(Side before, Side after) => RulePairs.Of(
        Before?.Listener.Rules ?? [], After?.Listener.Rules ?? [], rule => Said(rule, before), rule => Said(rule, after));

    private static string Said(Rule rule, Side side) => $"{RuleText.Of(rule.Conditions)} => {RuleText.Of(rule.Actions, rule.Transforms, side)}";
}
