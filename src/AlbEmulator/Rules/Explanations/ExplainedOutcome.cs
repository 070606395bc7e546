using System.Net;
using System.Text.Json.Serialization;
using AlbEmulator.Model;
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
        Func<string, IReadOnlyList<IPAddress>> addressesOf)
    {
        var actions = taken.Rule?.Actions ?? listener.Listener.DefaultActions;
        return new ExplainedOutcome(
            taken.Rule is null ? Explanation.DefaultPriority : taken.Priority.ToString(),
            [.. (taken.Rule?.Transforms ?? []).Select(ExplainedTransform.Of)],
            [.. actions.Select(action => ExplainedAction.Of(action, snapshot, addressesOf))]);
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
        RuleAction action, Snapshot snapshot, Func<string, IReadOnlyList<IPAddress>> addressesOf) => action switch
        {
            RuleAction.Forward forward => new Forward(
                ExplainedTargetGroup.Of(forward.TargetGroups, snapshot, addressesOf), forward.Stickiness?.TotalSeconds),
            RuleAction.Redirect redirect => new Redirect(
                redirect.StatusCode, redirect.Protocol, redirect.Host, redirect.Port, redirect.Path, redirect.Query),
            RuleAction.FixedResponse response => new FixedResponse(
                response.StatusCode, response.ContentType, response.MessageBody),
            _ => throw new InvalidOperationException($"{action.GetType().Name} cannot be explained."),
        };

    /// <param name="TargetGroups">One of them is chosen by weight.</param>
    /// <param name="StickinessSeconds">How long a client with the cookie AWSALBTG stays with its group; null: not at all.</param>
    public sealed record Forward(IReadOnlyList<ExplainedTargetGroup> TargetGroups, double? StickinessSeconds) : ExplainedAction;

    /// <summary>The parts of the Location as they were asked for.</summary>
    public sealed record Redirect(
        int StatusCode, string Protocol, string Host, string Port, string Path, string Query) : ExplainedAction;

    public sealed record FixedResponse(int StatusCode, string ContentType, string MessageBody) : ExplainedAction;
}
