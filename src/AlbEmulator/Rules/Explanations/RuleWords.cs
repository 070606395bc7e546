using AlbEmulator.Model;

namespace AlbEmulator.Rules.Explanations;

/// <summary>Conditions, transforms and actions in a few words.</summary>
internal static class RuleWords
{
    public static string Of(Condition condition) => condition switch
    {
        Condition.HostHeader host => $"host-header {Values(host, host.Values)}",
        Condition.PathPattern path => $"path-pattern {Values(path, path.Values)}",
        Condition.HttpHeader header => $"http-header {header.Name}: {Values(header, header.Values)}",
        Condition.HttpRequestMethod method => $"http-request-method {Values(method, method.Values)}",
        Condition.QueryString query => $"query-string {Values(query, query.Values.Select(Of))}",
        Condition.SourceIp source => $"source-ip {Values(source, source.Values.Select(block => block.ToString()))}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="actions">The actions.</param>
    /// <param name="transforms">What is changed before they are taken.</param>
    /// <param name="groups">Names of target groups by ARN.</param>
    public static string Of(
        IReadOnlyList<RuleAction> actions, IReadOnlyList<Transform> transforms, Dictionary<string, string> groups) =>
        string.Join(", ", transforms.Select(Of).Concat(actions.Select(action => Of(action, groups))));

    /// <param name="action">One of them.</param>
    /// <param name="groups">Names of target groups by ARN.</param>
    public static string Of(RuleAction action, Dictionary<string, string> groups) => action switch
    {
        RuleAction.Forward forward => Of(forward, groups),
        RuleAction.Redirect redirect => $"{redirect.StatusCode} to {Url(redirect)}",
        RuleAction.FixedResponse response => $"fixed-response {response.StatusCode}",
        RuleAction.Authenticate authenticate => Of(authenticate),
        RuleAction.JwtValidation validation => $"jwt-validation of {validation.Issuer}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(Transform transform) => transform switch
    {
        Transform.UrlRewrite => "url-rewrite",
        Transform.HostHeaderRewrite => "host-header-rewrite",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(QueryParameter parameter) =>
        parameter.Key is null ? parameter.Value : $"{parameter.Key}={parameter.Value}";

    private static string Of(RuleAction.Forward forward, Dictionary<string, string> groups)
    {
        var isOne = forward.TargetGroups.Count == 1 && forward.TargetGroups[0].Weight > 0;
        var told = string.Join(" + ", forward.TargetGroups.Select(group =>
        {
            var name = groups.GetValueOrDefault(group.TargetGroupArn, group.TargetGroupArn);
            return isOne ? name : $"{name} {group.Weight}";
        }));
        return forward.Stickiness is { } stickiness ? $"{told} (sticky for {stickiness.TotalSeconds:0} s)" : told;
    }

    private static string Of(RuleAction.Authenticate authenticate)
    {
        var otherwise = authenticate.OnUnauthenticatedRequest switch
        {
            OnUnauthenticatedRequest.Allow => " (others pass too)",
            OnUnauthenticatedRequest.Deny => " (others get 401)",
            _ => "",
        };
        return $"{authenticate.Type} with {authenticate.Provider.Issuer}{otherwise}";
    }

    private static string Url(RuleAction.Redirect redirect)
    {
        var scheme = redirect.Protocol.ToLowerInvariant();
        var query = redirect.Query.Length == 0 ? "" : $"?{redirect.Query}";
        return $"{scheme}://{redirect.Host}:{redirect.Port}{redirect.Path}{query}";
    }

    private static string Values(Condition condition, IEnumerable<string> values) =>
        string.Join(" or ", values.Concat(condition.RegexValues.Select(regex => $"regex {regex}")));
}
