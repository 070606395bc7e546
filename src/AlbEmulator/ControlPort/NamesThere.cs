using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>
/// What a question can be about: what is in effect now, and what the requests of the journal met. To wait for a request to
/// something that is not there would only end with the time.
/// </summary>
internal sealed class NamesThere(Snapshot snapshot, RequestJournal journal)
{
    private const int MostListed = 20;

    /// <summary>Priorities by their number, before names.</summary>
    private static readonly Comparer<string> InOrder = Comparer<string>.Create(static (one, other) =>
        (int.TryParse(one, out var left), int.TryParse(other, out var right)) is (true, true)
            ? left.CompareTo(right)
            : string.CompareOrdinal(one, other));

    /// <summary>Null where it is there; else what there is.</summary>
    public string? InPlaceOfLoadBalancer(string asked) => InPlaceOf(
        asked,
        "load balancer",
        snapshot.Listeners.Select(listener => (listener.LoadBalancer.Name, listener.LoadBalancerId)),
        one => JournalFilter.IsLoadBalancer(asked, one.LoadBalancerId),
        entry => JournalFilter.IsLoadBalancer(asked, entry.Line.LoadBalancer),
        one => one.Name);

    /// <inheritdoc cref="InPlaceOfLoadBalancer"/>
    public string? InPlaceOfRule(string asked) => InPlaceOf(
        asked,
        "priority of a rule",
        snapshot.Listeners
            .SelectMany(listener => listener.Rules.Rules.Append(listener.Rules.Default)),
        rule => JournalFilter.IsRule(asked, rule.Priority, rule.Rule?.Arn),
        entry => JournalFilter.IsRule(asked, entry.Line.MatchedRulePriority, entry.Rule),
        rule => JournalFilter.PriorityName(rule.Priority));

    /// <inheritdoc cref="InPlaceOfLoadBalancer"/>
    public string? InPlaceOfTargetGroup(string asked) => InPlaceOf(
        asked,
        "target group",
        snapshot.TargetGroups.Values.Select(group => (group.TargetGroup.Name, group.TargetGroup.Arn)),
        one => JournalFilter.IsTargetGroup(asked, one.Name, one.Arn),
        entry => JournalFilter.IsTargetGroup(asked, entry.TargetGroup, entry.Line.TargetGroupArn),
        one => one.Name);

    /// <inheritdoc cref="InPlaceOfLoadBalancer"/>
    public string? InPlaceOfTarget(string asked) => InPlaceOf(
        asked,
        "target",
        snapshot.TargetGroups.Values.SelectMany(group => group.Targets.Described).Select(target => target.Name),
        one => JournalFilter.IsTarget(asked, one),
        entry => JournalFilter.IsTarget(asked, entry.Target),
        one => one);

    private string? InPlaceOf<T>(
        string asked,
        string what,
        IEnumerable<T> there,
        Func<T, bool> isAsked,
        Func<JournalEntry, bool> wasAsked,
        Func<T, string> nameOf)
    {
        if (there.Any(isAsked) || journal.Entries().Any(wasAsked))
        {
            return null;
        }

        string[] names = [.. there.Select(nameOf).Distinct().OrderBy(static name => name, InOrder).Take(MostListed)];
        var nearest = Spelling.Nearest(asked, names);
        return names.Length == 0 ? $"takes a {what}, and there is none"
            : nearest is null ? $"takes a {what}: {Quoted.List(names)}"
            : $"takes a {what}, perhaps {Quoted.Text(nearest)}";
    }
}
