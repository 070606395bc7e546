using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Differences;

/// <summary>What of what was written is other: load balancers with their listeners and rules, target groups with their targets, trust stores.</summary>
/// <param name="before">What there was.</param>
/// <param name="after">What there is.</param>
internal sealed class Things(Side before, Side after)
{
    /// <summary>Rules of a listener that are told of one by one where their priority alone is another.</summary>
    private const int MostMoved = 3;

    private readonly List<ThingChange> _changes = [];

    public IReadOnlyList<ThingChange> Find(IReadOnlyList<LoadBalancerPair> loadBalancers)
    {
        foreach (var (was, now, listeners) in loadBalancers)
        {
            if (was is not null && now is not null)
            {
                Add("load balancer", now.Name, Facts.Of(was, before), Facts.Of(now, after), now.Origin);
                listeners.ToList().ForEach(AddListener);
            }
            else
            {
                var only = (now ?? was)!;
                AddOnly("load balancer", only.Name, isRemoved: now is null, Words(only), only.Origin);
            }
        }

        AddGroups();
        AddAll(new Kind<TrustStore>("trust store", static store => store.Name, static store => store.Origin, static _ => ""),
            before.Topology.TrustStores, after.Topology.TrustStores, Facts.Of, Facts.Of);
        return _changes;
    }

    private void AddListener(ListenerPair pair)
    {
        if (pair is { Before: { } was, After: { } now })
        {
            Add("listener", pair.Name, Facts.Of(was.LoadBalancer, was.Listener, before), Facts.Of(now.LoadBalancer, now.Listener, after), now.Listener.Origin);
        }
        else
        {
            var side = pair.After is null ? before : after;
            AddOnly(
                "listener",
                pair.Name,
                isRemoved: pair.After is null,
                $"{Protocol(pair.Any.Listener)}, {ActionWords.Of(pair.Any.Listener.DefaultActions, side)}",
                pair.Any.Listener.Origin);
        }

        // Rules of a listener that is gone are gone with it.
        if (pair.After is not null)
        {
            AddRules(pair.Name, pair.Rules(before, after));
        }
    }

    private void AddRules(string listener, RulePairs pairs)
    {
        var moved = pairs.Stayed.Where(static pair => pair.Before.Priority != pair.After.Priority).ToList();
        if (moved.Count > MostMoved)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{moved.Count} rules have other priorities, in the same order");
            _changes.Add(new ThingChange("listener", listener, ChangeKind.Changed, words, [], moved[0].After.Origin));
        }

        foreach (var (was, now) in moved.Count > MostMoved ? [] : moved)
        {
            Add("rule", $"{was.Priority} of {listener}", Facts.Of(was, before), Facts.Of(now, after), now.Origin);
        }

        AddAll(
            new Kind<Rule>("rule", rule => $"{rule.Priority} of {listener}", static rule => rule.Origin, rule => Words(rule, pairs.After.Contains(rule) ? after : before)),
            pairs.Before,
            pairs.After,
            rule => Facts.Of(rule, before),
            rule => Facts.Of(rule, after));
    }

    private void AddGroups()
    {
        AddAll(
            new Kind<TargetGroup>("target group", static group => group.Name, static group => group.Origin, static group => Words(group.Targets)),
            before.Topology.TargetGroups,
            after.Topology.TargetGroups,
            group => Facts.Of(group, before),
            group => Facts.Of(group, after));
        var known = before.Topology.TargetGroups.ToDictionary(static group => group.Name, StringComparer.Ordinal);
        foreach (var group in after.Topology.TargetGroups.Where(group => known.ContainsKey(group.Name)))
        {
            AddAll(
                new Kind<Target>("target", target => $"{Name(target)} of {group.Name}", static target => target.Origin, static _ => ""),
                known[group.Name].Targets,
                group.Targets,
                Facts.Of,
                Facts.Of);
        }
    }

    /// <summary>What changed and came, then what went.</summary>
    private void AddAll<T>(
        Kind<T> kind, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, IEnumerable<Fact>> was, Func<T, IEnumerable<Fact>> now)
    {
        var left = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var thing in before)
        {
            left.TryAdd(kind.NameOf(thing), thing);
        }

        foreach (var thing in after)
        {
            var name = kind.NameOf(thing);
            if (left.Remove(name, out var old))
            {
                Add(kind.Name, name, was(old), now(thing), kind.OriginOf(thing));
            }
            else
            {
                AddOnly(kind.Name, name, isRemoved: false, kind.Words(thing), kind.OriginOf(thing));
            }
        }

        foreach (var (name, thing) in left)
        {
            AddOnly(kind.Name, name, isRemoved: true, kind.Words(thing), kind.OriginOf(thing));
        }
    }

    private void AddOnly(string kind, string name, bool isRemoved, string words, Origin origin) =>
        _changes.Add(new ThingChange(kind, name, isRemoved ? ChangeKind.Removed : ChangeKind.Added, words, [], origin));

    private void Add(string kind, string name, IEnumerable<Fact> was, IEnumerable<Fact> now, Origin origin)
    {
        var facts = FactChange.Between(was, now);
        if (facts.Count > 0)
        {
            _changes.Add(new ThingChange(kind, name, ChangeKind.Changed, "", facts, origin));
        }
    }

    private static string Words(Rule rule, Side side)
    {
        var transforms = rule.Transforms.Count == 0 ? "" : $"{ActionWords.Of(rule.Transforms)}, ";
        return $"{string.Join(" and ", rule.Conditions.Select(RuleWords.Of))}: {transforms}{ActionWords.Of(rule.Actions, side)}";
    }

    private static string Words(IReadOnlyList<Target> targets) => targets.Count == 0 ? "no targets" : string.Join(", ", targets.Select(Name));

    private static string Words(LoadBalancer loadBalancer) => loadBalancer.Listeners.Count == 0
        ? "no listeners"
        : string.Join(", ", loadBalancer.Listeners.Select(static listener => $"{Protocol(listener)} {listener.Port}"));

    private static string Protocol(Listener listener) => listener.Protocol.ToString().ToUpperInvariant();

    private static string Name(Target target) => target.Port == 0 ? target.Id : $"{Addresses.InUrl(target.Id)}:{target.Port}";

    /// <param name="Name">What a thing of this kind is called.</param>
    /// <param name="NameOf">Tells it from others.</param>
    /// <param name="OriginOf">Where it stands.</param>
    /// <param name="Words">What one has to know of it that came or went.</param>
    private sealed record Kind<T>(string Name, Func<T, string> NameOf, Func<T, Origin> OriginOf, Func<T, string> Words);
}
