using AlbEmulator.Authentication;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

/// <summary>What the rule that takes a request would do with it, or the load balancer itself before any rule.</summary>
/// <param name="Priority">Of that rule, as the API names it; null where no rule sees the request.</param>
/// <param name="Transforms">Done first, in this order.</param>
/// <param name="Transformed">What they make of the request; null with none.</param>
/// <param name="Actions">Done then, in this order; none where the transforms fail.</param>
internal sealed record ExplainedOutcome(
    string? Priority,
    IReadOnlyList<ExplainedTransform> Transforms,
    TransformedRequest? Transformed,
    IReadOnlyList<ExplainedAction> Actions)
{
    /// <summary>What a request is for that no rule sees; null where one does.</summary>
    public LoginRequest? BeforeRules { get; init; }

    /// <summary>Of a request that no rule sees.</summary>
    public static ExplainedOutcome Of(LoginRequest request) => new(null, [], null, []) { BeforeRules = request };

    public static ExplainedOutcome Of(
        Snapshot snapshot,
        ListenerSnapshot listener,
        CompiledRule taken,
        RuleSubject subject)
    {
        var actions = taken.Rule?.Actions ?? listener.Listener.DefaultActions;
        var outcome = taken.Transforms?.Apply(subject);
        var request = new RedirectSource(
            listener.Listener.Protocol.Scheme(),
            outcome?.Host is { } host ? HostAndPort.Parse(host).Host : subject.Host.Name,
            listener.PortText,
            outcome?.Uri is { } uri ? new RequestUri(uri) : subject.PathAndQuery);
        return new ExplainedOutcome(
            taken.Rule is null ? Explanation.DefaultPriority : taken.Priority.ToString(),
            [.. (taken.Rule?.Transforms ?? []).Select(ExplainedTransform.Of)],
            TransformedRequest.Of(outcome),
            outcome is { IsFailure: true } ? [] : [.. actions.Select(action => ExplainedAction.Of(action, snapshot, request))]);
    }
}
