using System.Globalization;
using AlbEmulator.Authentication;
using AlbEmulator.Forwarding;
using AlbEmulator.Model;
using AlbEmulator.Rules.Actions;

namespace AlbEmulator.Rules.Explanations;

/// <summary>What an explanation says, a few words each, for texts of any form.</summary>
internal static class ExplainedWords
{
    private const int LongestShown = 130;

    /// <param name="priority">As the API names it.</param>
    public static string Named(string priority) =>
        priority == Explanation.DefaultPriority ? "Default" : $"Rule {priority}";

    /// <summary>The alternatives of a condition.</summary>
    public static string Wanted(ExplainedCondition condition)
    {
        var regexes = condition.RegexValues.Select(static regex => $"regex {regex}");
        return (condition.Name is null ? "" : $"{condition.Name}: ") + string.Join(" or ", condition.Values.Concat(regexes));
    }

    /// <summary>What the request has of it, and what is often overlooked.</summary>
    public static string Found(ExplainedCondition condition)
    {
        var found = string.Join(" and ", condition.LookedAt.Select(Shortened));
        var told = condition switch
        {
            { Name: { } name, LookedAt: [] } => $"the request has no {name}",
            { LookedAt: [] } => "the request has no query",
            _ => $"the request has {found}",
        };
        return condition.Hint is null ? told : $"{told}: {condition.Hint}";
    }

    /// <summary>What a request is for that no rule sees.</summary>
    public static string Of(LoginRequest? request) => request == LoginRequest.PublicKey
        ? "this host has the key for x-amzn-oidc-data: the load balancer answers itself"
        : $"providers send users back to {RuleAction.Authenticate.CallbackPath}: their login ends here, and they are sent on to what they asked for";

    /// <summary>An action in a line.</summary>
    public static string Of(ExplainedAction action) => action switch
    {
        ExplainedAction.Forward { TargetGroups: [{ Weight: > 0 } only] } => $"forward to {only.Name}",
        ExplainedAction.Forward forward => "forward by weight to " + string.Join(
            ", ", forward.TargetGroups.Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Name} {group.Weight}"))),
        ExplainedAction.Redirect { Location: { } location } redirect => $"redirect {redirect.StatusCode} to {location}",
        ExplainedAction.Redirect redirect => $"redirect: {redirect.StatusCode}, as the Location would be too long",
        ExplainedAction.FixedResponse response => $"fixed-response {response.StatusCode}",
        ExplainedAction.Authenticate authenticate => $"{authenticate.Action} with {authenticate.Issuer}",
        ExplainedAction.JwtValidation validation => $"jwt-validation: a token of {validation.Issuer}, or 401",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The type of an action, as the API names it.</summary>
    public static string KindOf(ExplainedAction action) => action switch
    {
        ExplainedAction.Forward => ForwardAction.Name,
        ExplainedAction.Redirect => RedirectAction.Name,
        ExplainedAction.FixedResponse => FixedResponseAction.Name,
        ExplainedAction.Authenticate authenticate => authenticate.Action,
        ExplainedAction.JwtValidation => "jwt-validation",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A long path would drown every rule; it stands at the top in full.</summary>
    private static string Shortened(string text) => text.Length switch
    {
        0 => "nothing",
        > LongestShown => text[..LongestShown] + "…",
        _ => text,
    };
}
