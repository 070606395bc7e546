using System.Globalization;
using AlbEmulator.Authentication;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Expectations;

/// <summary>What the rules would do with requests that nobody sends.</summary>
/// <param name="snapshot">The rules.</param>
/// <param name="unknownTargets">Names of target groups of which nobody knows the targets.</param>
/// <param name="time">Stands in new trace ids.</param>
internal sealed class AskedRules(Snapshot snapshot, IReadOnlySet<string> unknownTargets, TimeProvider time)
{
    private readonly HashSet<string> _groups = new(snapshot.TargetGroups.Values.Select(static group => group.TargetGroup.Name), StringComparer.Ordinal);

    /// <summary>All that there are.</summary>
    public IReadOnlyList<ListenerPriorities> All { get; } = [.. snapshot.Listeners.Select(static listener => new ListenerPriorities(
        $"{listener.LoadBalancer.Name}:{listener.PortText}",
        [.. listener.Rules.Rules.Select(static rule => rule.Priority.ToString(CultureInfo.InvariantCulture)), Explanation.DefaultPriority]))];

    /// <summary>What comes of a test's request, and how that is explained.</summary>
    public TestRun Run(RequestTest test)
    {
        var chosen = AskedListener.Choose(snapshot, test.Request.Url);
        if (chosen.Listener is not { } listener)
        {
            return new TestRun(test, new Came { Nowhere = chosen.Problem, IsAnywhere = chosen.IsOneOfSeveral });
        }

        var subject = test.Request.Subject(listener);
        var taken = Taken(listener, subject, out var refused);
        var came = (taken is null ? OfNoRule(listener, subject, refused) : Of(listener, subject, taken)) with
        {
            LoadBalancer = listener.LoadBalancer.Name,
            Port = listener.Port,
            KnownGroups = _groups,
        };
        return new TestRun(test, came)
        {
            Explain = refused is null ? () => Explanation.Of(snapshot, listener, subject) : null,
        };
    }

    /// <summary>The rule that takes a request; null where none sees it.</summary>
    private static CompiledRule? Taken(ListenerSnapshot listener, RuleSubject subject, out int? refused)
    {
        refused = !subject.Host.IsValid || !RequestNormalization.IsPath(subject.Uri) ? StatusCodes.Status400BadRequest
            : ForwardedFor.IsExceeded(subject.Headers[ForwardedFor.Name]) ? AnswerPage.TooManyAddresses
            : null;
        return refused is null && (listener.LoginRequests?.Of(subject) ?? LoginRequest.None) == LoginRequest.None
            ? listener.Rules.Match(subject)
            : null;
    }

    private Came OfNoRule(ListenerSnapshot listener, RuleSubject subject, int? refused)
    {
        var answer = new AskedAnswer(snapshot, unknownTargets, listener, subject);
        return new Came { Answer = refused is { } status ? answer.Refused(status) : answer.OfNoRule };
    }

    private Came Of(ListenerSnapshot listener, RuleSubject subject, CompiledRule taken)
    {
        var actions = taken.Rule?.Actions ?? listener.Listener.DefaultActions;
        var gate = actions.Count > 1 ? actions[0] : null;
        var outcome = ExplainedOutcome.Of(snapshot, listener, taken, subject);
        var forward = outcome.Actions is [.., ExplainedAction.Forward one] ? one : null;
        return new Came
        {
            Rule = outcome.Priority!,
            // Where transforms fail none is done.
            Action = outcome.Actions.Count == 0 ? ExpectShape.None : ExplainedWords.KindOf(outcome.Actions[^1]),
            Authentication = outcome.Actions.Count > 1 ? ExplainedWords.KindOf(outcome.Actions[0]) : ExpectShape.None,
            TargetGroups = forward is null ? [] : [.. forward.TargetGroups.Select(static group => new GroupShare(group.Name, group.Weight))],
            Forwarded = forward is null ? null : new ForwardedHead(listener, subject, gate, time).Of(outcome.Transformed),
            Answer = new AskedAnswer(snapshot, unknownTargets, listener, subject).Of(actions, outcome),
        };
    }
}

/// <summary>The rules of a listener.</summary>
/// <param name="Listener">Such as <c>shop:443</c>.</param>
/// <param name="Priorities">As the API names them.</param>
internal sealed record ListenerPriorities(string Listener, IReadOnlyList<string> Priorities);
