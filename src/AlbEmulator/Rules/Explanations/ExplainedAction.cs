using System.Text.Json.Serialization;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

/// <summary>An action of the rule.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Forward), "forward")]
[JsonDerivedType(typeof(Redirect), "redirect")]
[JsonDerivedType(typeof(FixedResponse), "fixed-response")]
[JsonDerivedType(typeof(Authenticate), "authenticate")]
[JsonDerivedType(typeof(JwtValidation), "jwt-validation")]
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
            RuleAction.Authenticate authenticate => Authenticate.Of(authenticate),
            RuleAction.JwtValidation validation => JwtValidation.Of(validation),
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
            return location.Length > Redirection.LongestLocation
                ? new Redirect(StatusCodes.Status507InsufficientStorage, null)
                : new Redirect(redirect.StatusCode, ExplainedRequest.Readable(location));
        }
    }

    public sealed record FixedResponse(int StatusCode, string ContentType, string MessageBody) : ExplainedAction;

    /// <param name="Action"><c>authenticate-oidc</c> or <c>authenticate-cognito</c>.</param>
    /// <param name="Issuer">The provider.</param>
    /// <param name="AuthorizationEndpoint">Where a client without a session is sent.</param>
    /// <param name="ClientId">As whom.</param>
    /// <param name="Scope">What the provider is asked to tell.</param>
    /// <param name="SessionCookieName">By which a session is known.</param>
    /// <param name="SessionTimeoutSeconds">How long one is good.</param>
    /// <param name="OnUnauthenticatedRequest">What becomes of a request without one: authenticate, allow or deny.</param>
    public sealed record Authenticate(
        string Action,
        string Issuer,
        string AuthorizationEndpoint,
        string ClientId,
        string Scope,
        string SessionCookieName,
        double SessionTimeoutSeconds,
        string OnUnauthenticatedRequest) : ExplainedAction
    {
        public static Authenticate Of(RuleAction.Authenticate action) => new(
            action.Type,
            action.Provider.Issuer,
            action.Provider.AuthorizationEndpoint,
            action.Provider.ClientId,
            action.Scope,
            action.SessionCookieName,
            action.SessionTimeout.TotalSeconds,
            action.OnUnauthenticatedRequest switch
            {
                Model.OnUnauthenticatedRequest.Allow => "allow",
                Model.OnUnauthenticatedRequest.Deny => "deny",
                _ => "authenticate",
            });
    }

    /// <param name="Issuer">Of the tokens that are taken.</param>
    /// <param name="JwksEndpoint">Which is asked for the issuer's keys.</param>
    /// <param name="AdditionalClaims">What else a token must say.</param>
    public sealed record JwtValidation(string Issuer, string JwksEndpoint, IReadOnlyList<ExplainedClaim> AdditionalClaims)
        : ExplainedAction
    {
        public static JwtValidation Of(RuleAction.JwtValidation action) => new(
            action.Issuer,
            action.JwksEndpoint,
            [.. action.AdditionalClaims.Select(static claim => new ExplainedClaim(
                claim.Name,
                claim.Format switch
                {
                    JwtClaimFormat.SingleString => "is",
                    JwtClaimFormat.StringArray => "has one of",
                    _ => "has all of",
                },
                claim.Values))]);
    }
}

/// <summary>A claim that a token must have.</summary>
/// <param name="Name">Of the claim.</param>
/// <param name="How">is, has one of, or has all of.</param>
/// <param name="Values">What is taken.</param>
internal sealed record ExplainedClaim(string Name, string How, IReadOnlyList<string> Values)
{
    public override string ToString() => $"{Name} {How} {string.Join(" or ", Values)}";
}
