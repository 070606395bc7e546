using System.Text.Json.Serialization;
using AlbEmulator.Model;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

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

    /// <param name="action">The action.</param>
    /// <param name="snapshot">Where the target groups are.</param>
    /// <param name="request">As transforms made it.</param>
    public static ExplainedAction Of(
        RuleAction action,
        Snapshot snapshot,
        RedirectSource request) => action switch
        {
            RuleAction.Forward forward => new Forward(
                ExplainedTargetGroup.Of(forward.TargetGroups, snapshot), forward.Stickiness?.TotalSeconds),
            RuleAction.Redirect redirect => Redirect.Of(redirect, request),
            RuleAction.FixedResponse response => new FixedResponse(
                response.StatusCode, response.ContentType, response.MessageBody),
            _ => throw new InvalidOperationException($"{action.GetType().Name} cannot be explained."),
        };

    /// <param name="TargetGroups">One of them is chosen by weight.</param>
    /// <param name="StickinessSeconds">How long a client with the cookie AWSALBTG stays; null: not at all.</param>
    public sealed record Forward(IReadOnlyList<ExplainedTargetGroup> TargetGroups, double? StickinessSeconds)
        : ExplainedAction;

    /// <param name="StatusCode">301 or 302; 507 where the Location is too long.</param>
    /// <param name="Location">Where the client is sent; null where it is too long.</param>
    public sealed record Redirect(int StatusCode, string? Location) : ExplainedAction
    {
        public static Redirect Of(RuleAction.Redirect redirect, in RedirectSource request)
        {
            var location = new RedirectUrl(redirect).For(request);
            return location.Length > RedirectAction.LongestLocation
                ? new Redirect(StatusCodes.Status507InsufficientStorage, null)
                : new Redirect(redirect.StatusCode, ExplainedRequest.Readable(location));
        }
    }

    public sealed record FixedResponse(int StatusCode, string ContentType, string MessageBody) : ExplainedAction;
}
