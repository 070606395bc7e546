using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Testing.Inside;

/// <summary>Asks the rules of now about requests that nobody sends.</summary>
internal sealed class AskedRules(CurrentSnapshot current, ListenerPlaces places)
{
    public AlbExpectation Of(string method, string url, IEnumerable<(string Name, string Value)> headers)
    {
        // As it was written: a Uri would make another path of some.
        var whole = url.StartsWith('/') ? $"{ListenerPlaces.BaseAddress(places.First(null)).OriginalString.TrimEnd('/')}{url}" : url;
        var (request, problem) = AskedRequest.Read(
            method, whole, headers.Select(static header => KeyValuePair.Create(header.Name, header.Value)), sourceIp: null);
        if (request is null)
        {
            throw new AlbException(problem!);
        }

        var snapshot = current.Value;
        var (listener, missing) = AskedListener.Choose(snapshot, request.Url);
        return listener is null ? throw new AlbException(missing!) : new AlbExpectation(
            $"{method} {url}", Explanation.Of(snapshot, listener, request.Subject(listener.Hosts)), group => RulesTo(listener, snapshot, group));
    }

    /// <summary>Priorities of the rules that forward to a group.</summary>
    private static IReadOnlyList<string> RulesTo(ListenerSnapshot listener, Snapshot snapshot, string group) =>
    [
        .. from rule in listener.Listener.Rules
           where rule.Actions.OfType<RuleAction.Forward>().SelectMany(static forward => forward.TargetGroups)
               .Any(weighted => snapshot.TargetGroups[weighted.TargetGroupArn].TargetGroup.Name == @group)
           select rule.Priority.ToString(),
    ];
}
