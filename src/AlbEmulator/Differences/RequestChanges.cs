using AlbEmulator.Model;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Differences;

/// <summary>
/// What the changes of a listener's rules mean for requests. Requests can differ only where a rule that did not stay takes them, so that an
/// example is made for each of those rules, and for what it has in common with each other rule; the rules themselves say what becomes of it.
/// </summary>
internal sealed class RequestChanges
{
    /// <summary>Examples of a listener at most.</summary>
    private const int MostExamples = 20_000;

    private readonly Side _before;
    private readonly Side _after;
    private readonly ListenerPair _pair;
    private readonly string _place;
    private readonly List<RequestChange> _changes = [];
    private readonly Dictionary<Region, (string Was, string Is)?> _known = [];
    private int _left = MostExamples;

    private RequestChanges(Side before, Side after, ListenerPair pair)
    {
        (_before, _after, _pair) = (before, after, pair);
        var isOne = before.Topology.LoadBalancers.Count < 2 && after.Topology.LoadBalancers.Count < 2;
        _place = $"on port {pair.Any.PortText}{(isOne ? "" : $" of {pair.Any.LoadBalancer.Name}")}";
    }

    /// <param name="before">What there was.</param>
    /// <param name="after">What there is.</param>
    /// <param name="pair">A listener of them.</param>
    /// <param name="notes">What was not looked at is added here.</param>
    public static IReadOnlyList<RequestChange> Of(Side before, Side after, ListenerPair pair, List<string> notes)
    {
        var changes = new RequestChanges(before, after, pair);
        changes.Find();
        if (changes._left <= 0)
        {
            notes.Add($"{pair.Name}: so many rules changed that not every overlap of theirs was looked at");
        }

        return changes._changes;
    }

    private void Find()
    {
        switch (_pair)
        {
            case { Before: null, After: { } now }:
                AddAll("was answered by nobody", ActionWords.Is(now.Listener.DefaultActions, [], _after), now.Listener.Rules.Count);
                return;
            case { Before: { } was, After: null }:
                AddAll(ActionWords.Was(was.Listener.DefaultActions, [], _before), "is answered by nobody now", was.Listener.Rules.Count);
                return;
            case { Before: { } was, After: { } now } when was.Listener.Protocol != now.Listener.Protocol:
                AddAll($"came over {was.Listener.Protocol.ToString().ToUpperInvariant()}", $"comes over {now.Listener.Protocol.ToString().ToUpperInvariant()} now", 0);
                break;
        }

        var pairs = _pair.Rules(_before, _after);
        var isDefaultOther = RuleText.Of(_pair.Before!.Listener.DefaultActions, [], _before) != RuleText.Of(_pair.After!.Listener.DefaultActions, [], _after);
        if (pairs.Before.Count + pairs.After.Count == 0 && !isDefaultOther)
        {
            return;
        }

        var all = Regions([.. _pair.Before.Listener.Rules, .. _pair.After.Listener.Rules]);
        var examples = new Examples(_pair.After.Hosts, [.. all.SelectMany(static region => region.Atoms)]);
        var changed = Regions([.. pairs.After.Concat(pairs.Before).OrderBy(static rule => rule.Priority)]);
        var regions = isDefaultOther ? [.. changed, Region.All] : changed;
        foreach (var region in regions)
        {
            Look(examples, region, region == Region.All ? null : [region]);
        }

        // What all requests have in common with a rule is that rule, which stayed.
        foreach (var region in changed)
        {
            foreach (var other in all.Where(other => !region.IsApart(other)))
            {
                var both = region.And(other);
                if (_left > 0 && !_known.ContainsKey(both))
                {
                    Look(examples, both, [region, other]);
                }
            }
        }
    }

    /// <summary>Each once.</summary>
    private static List<Region> Regions(IEnumerable<Rule> rules) => [.. rules.SelectMany(static rule => Region.Of(rule.Conditions)).Distinct()];

    /// <param name="examples">Makes one.</param>
    /// <param name="region">Of which.</param>
    /// <param name="within">Wider regions, of which the same may have been told; null for all requests.</param>
    private void Look(Examples examples, Region region, IReadOnlyList<Region>? within)
    {
        _left--;
        if (examples.Of(region) is not { } example)
        {
            _known[region] = null;
            return;
        }

        var (was, now) = (Taken(_pair.Before!, example), Taken(_pair.After!, example));
        var (said, says) = (Said(was, _pair.Before!, _before), Said(now, _pair.After!, _after));
        _known[region] = said == says ? null : (said, says);
        if (said == says || within?.Any(wider => wider != region && _known.GetValueOrDefault(wider) == (said, says)) == true)
        {
            return;
        }

        // What is done with both, before it is done with them, is not what is other.
        var isCommon = Said(was, _pair.Before!, _before, isLastLeftOut: true) == Said(now, _pair.After!, _after, isLastLeftOut: true);
        var isRest = within is null && _pair.Before!.Listener.Rules.Count + _pair.After!.Listener.Rules.Count > 0;
        var (told, tells) = (Words(was, _pair.Before!, _before, isCommon, ActionWords.Was), Words(now, _pair.After!, _after, isCommon, ActionWords.Is));
        _changes.Add(new RequestChange(
            _pair.Name,
            $"{(isRest ? "everything else" : RegionWords.Of(region))} {_place}",
            told,
            Words(was, _pair.Before!, _before, isCommon, ActionWords.Is) == tells ? $"{tells} with another configuration" : tells,
            example));
    }

    private void AddAll(string was, string now, int rules) => _changes.Add(
        new RequestChange(_pair.Name, $"everything{(rules > 0 ? " that no rule takes" : "")} {_place}", was, now, null));

    private static CompiledRule Taken(ListenerSnapshot listener, Example example) => listener.Rules.Match(example.Subject(listener.Hosts));

    private static string Said(CompiledRule taken, ListenerSnapshot listener, Side side, bool isLastLeftOut = false)
    {
        var actions = ActionsOf(taken, listener);
        return RuleText.Of(isLastLeftOut ? [.. actions.SkipLast(1)] : actions, taken.Rule?.Transforms ?? [], side);
    }

    private static string Words(
        CompiledRule taken,
        ListenerSnapshot listener,
        Side side,
        bool isLastAlone,
        Func<IReadOnlyList<RuleAction>, IReadOnlyList<Transform>, Side, string> words)
    {
        var actions = ActionsOf(taken, listener);
        return isLastAlone ? words([actions[^1]], [], side) : words(actions, taken.Rule?.Transforms ?? [], side);
    }

    private static IReadOnlyList<RuleAction> ActionsOf(CompiledRule taken, ListenerSnapshot listener) =>
        taken.Rule?.Actions ?? listener.Listener.DefaultActions;
}
