using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Differences;

/// <summary>What is done with a request, in words: as a property has it, and as it was done and is done now.</summary>
internal static class ActionWords
{
    private const int LongestBody = 60;

    /// <summary>All of it, such as <c>authenticate-oidc with https://id.example.com, forward to web</c>.</summary>
    public static string Of(IReadOnlyList<RuleAction> actions, Side side) => string.Join(", then ", actions.Select(action => Of(action, side)));

    /// <summary>Each rewrite, such as <c>url-rewrite ^/api/ to /</c>.</summary>
    public static string Of(IReadOnlyList<Transform> transforms) => string.Join(", ", transforms.SelectMany(static transform => transform.Rewrites.Select(
        rewrite => $"{(transform is Transform.UrlRewrite ? "url-rewrite" : "host-header-rewrite")} {rewrite.Regex} to {(rewrite.Replace.Length == 0 ? "nothing" : rewrite.Replace)}")));

    /// <summary>What became of requests: <c>went to orders</c>.</summary>
    public static string Was(IReadOnlyList<RuleAction> actions, IReadOnlyList<Transform> transforms, Side side) => actions[^1] switch
    {
        RuleAction.Forward forward => $"went to {To(forward, side)}",
        RuleAction.Redirect redirect => $"was redirected to {Url(redirect)} ({redirect.StatusCode})",
        RuleAction.FixedResponse response => $"got {Page(response)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    } + Circumstances(actions, transforms);

    /// <summary>What becomes of them: <c>goes to orders-v2 now</c>.</summary>
    public static string Is(IReadOnlyList<RuleAction> actions, IReadOnlyList<Transform> transforms, Side side) => actions[^1] switch
    {
        RuleAction.Forward forward => $"goes to {To(forward, side)}",
        RuleAction.Redirect redirect => $"is redirected to {Url(redirect)} ({redirect.StatusCode})",
        RuleAction.FixedResponse response => $"gets {Page(response)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    } + Circumstances(actions, transforms) + " now";

    private static string Of(RuleAction action, Side side) => action switch
    {
        RuleAction.Forward forward => $"forward to {To(forward, side)}",
        RuleAction.Redirect redirect => $"redirect {redirect.StatusCode} to {Url(redirect)}",
        RuleAction.FixedResponse response => $"fixed-response {Page(response)}",
        RuleAction.Authenticate login => $"{login.Type} with {login.Provider.Issuer} as {login.Provider.ClientId} for {login.Scope}, in {login.SessionCookieName} "
            + $"for {Seconds(login.SessionTimeout)}, others {login.OnUnauthenticatedRequest.ToString().ToLowerInvariant()}",
        RuleAction.JwtValidation token => $"jwt-validation of {token.Issuer} by {token.JwksEndpoint}"
            + string.Concat(token.AdditionalClaims.Select(static claim => $", {claim.Name} {string.Join(" or ", claim.Values)}")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string To(RuleAction.Forward forward, Side side)
    {
        var groups = forward.TargetGroups is [{ Weight: > 0 } only]
            ? side.NameOf(only)
            : string.Join(", ", forward.TargetGroups.Select(group => string.Create(CultureInfo.InvariantCulture, $"{side.NameOf(group)} {group.Weight}")));
        return forward.Stickiness is { } stickiness ? $"{groups} (sticky for {Seconds(stickiness)})" : groups;
    }

    /// <summary>What stays as the client asked for it is left out.</summary>
    private static string Url(RuleAction.Redirect redirect) => redirect is { Host: "#{host}", Path: "/#{path}", Query: "#{query}" }
        ? $"{(redirect.Protocol == "#{protocol}" ? "the same" : redirect.Protocol.ToLowerInvariant())} on {(redirect.Port == "#{port}" ? "the same port" : $"port {redirect.Port}")}"
        : $"{redirect.Protocol.ToLowerInvariant()}://{redirect.Host}:{redirect.Port}{redirect.Path}{(redirect.Query.Length == 0 ? "" : $"?{redirect.Query}")}";

    private static string Page(RuleAction.FixedResponse response) => response.MessageBody.Length == 0
        ? $"{response.StatusCode}"
        : $"{response.StatusCode} {response.ContentType} \"{(response.MessageBody.Length > LongestBody ? $"{response.MessageBody[..LongestBody]}…" : response.MessageBody)}\"";

    private static string Circumstances(IReadOnlyList<RuleAction> actions, IReadOnlyList<Transform> transforms)
    {
        var gate = actions[0] switch
        {
            RuleAction.Authenticate login => $" after a login with {login.Provider.Issuer}{(login.OnUnauthenticatedRequest switch
            {
                OnUnauthenticatedRequest.Allow => " (others too)",
                OnUnauthenticatedRequest.Deny => " (others get 401)",
                _ => "",
            })}",
            RuleAction.JwtValidation token => $" with a token of {token.Issuer}",
            _ => "",
        };
        return transforms.Count == 0 ? gate : $"{gate} by {Of(transforms)}";
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
