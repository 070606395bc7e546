using System.Net;
using System.Text.Json.Serialization;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

/// <summary>What the rule that takes a request would do with it.</summary>
/// <param name="Priority">Of that rule, as the API names it.</param>
/// <param name="Transforms">Done first, in this order.</param>
/// <param name="Actions">Done then, in this order.</param>
internal sealed record ExplainedOutcome(
    string Priority, IReadOnlyList<ExplainedTransform> Transforms, IReadOnlyList<ExplainedAction> Actions)
{
    public static ExplainedOutcome Of(
        Snapshot snapshot,
        ListenerSnapshot listener,
        CompiledRule taken,
        RuleSubject subject,
        Func<string, IReadOnlyList<IPAddress>> addressesOf)
    {
        var actions = taken.Rule?.Actions ?? listener.Listener.DefaultActions;
        return new ExplainedOutcome(
            taken.Rule is null ? Explanation.DefaultPriority : taken.Priority.ToString(),
            [.. (taken.Rule?.Transforms ?? []).Select(ExplainedTransform.Of)],
            [.. actions.Select(action => ExplainedAction.Of(action, snapshot, listener, subject, addressesOf))]);
    }
}

/// <summary>A transform of the rule.</summary>
/// <param name="Type">As the API names it.</param>
/// <param name="Rewrites">The first whose pattern matches is done.</param>
internal sealed record ExplainedTransform(string Type, IReadOnlyList<Rewrite> Rewrites)
{
    public static ExplainedTransform Of(Transform transform) => transform switch
    {
        Transform.UrlRewrite url => new("url-rewrite", url.Rewrites),
        Transform.HostHeaderRewrite host => new("host-header-rewrite", host.Rewrites),
        _ => throw new InvalidOperationException($"{transform.GetType().Name} cannot be explained."),
    };
}

/// <summary>An action of the rule.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Forward), "forward")]
[JsonDerivedType(typeof(Redirect), "redirect")]
[JsonDerivedType(typeof(FixedResponse), "fixed-response")]
internal abstract record ExplainedAction
{
    private ExplainedAction()
    {
    }

    public static ExplainedAction Of(
        RuleAction action,
        Snapshot snapshot,
        ListenerSnapshot listener,
        RuleSubject subject,
        Func<string, IReadOnlyList<IPAddress>> addressesOf) => action switch
        {
            RuleAction.Forward forward => new Forward(
                ExplainedTargetGroup.Of(forward.TargetGroups, snapshot, addressesOf), forward.Stickiness?.TotalSeconds),
            RuleAction.Redirect redirect => new Redirect(redirect.StatusCode, LocationOf(redirect)),
            RuleAction.FixedResponse response => new FixedResponse(
                response.StatusCode, response.ContentType, response.MessageBody),
            _ => throw new InvalidOperationException($"{action.GetType().Name} cannot be explained."),
        };

    /// <param name="TargetGroups">One of them is chosen by weight.</param>
    /// <param name="StickinessSeconds">How long a client with the cookie AWSALBTG stays with its group; null: not at all.</param>
    public sealed record Forward(IReadOnlyList<ExplainedTargetGroup> TargetGroups, double? StickinessSeconds) : ExplainedAction;

    /// <param name="StatusCode">301 or 302.</param>
    /// <param name="Location">Where the client is sent.</param>
    public sealed record Redirect(int StatusCode, string Location) : ExplainedAction;

    public sealed record FixedResponse(int StatusCode, string ContentType, string MessageBody) : ExplainedAction;

    private static string LocationOf(RuleAction.Redirect redirect) =>
        $"{redirect.Protocol}://{redirect.Host}:{redirect.Port}{redirect.Path}?{redirect.Query}";
}
