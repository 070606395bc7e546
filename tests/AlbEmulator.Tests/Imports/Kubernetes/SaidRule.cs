using System.Diagnostics;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>What a rule says, in one line.</summary>
/// <param name="nameOf">The name of a target group by its ARN.</param>
internal sealed class SaidRule(Func<string, string> nameOf)
{
    public string Of(Rule rule) => $"{rule.Priority}{Conditions(rule)}{Transforms(rule)} -> {Actions(rule.Actions)}";

    public string Actions(IReadOnlyList<RuleAction> actions) => string.Join(" ; ", actions.Select(Action));

    /// <summary>In the order of the rule.</summary>
    private static string Conditions(Rule rule) => string.Concat(rule.Conditions.Select(condition => $" {Said(condition)}"));

    private static string Transforms(Rule rule) => string.Concat(rule.Transforms.Select(transform =>
        $" | {(transform is Transform.UrlRewrite ? "url-rewrite" : "host-header-rewrite")} "
            + string.Join(" , ", transform.Rewrites.Select(rewrite => $"{rewrite.Regex}->{rewrite.Replace}"))));

    private static string Said(Condition condition)
    {
        var regex = condition.RegexValues.Count == 0 ? null : string.Join(',', condition.RegexValues);
        return (condition, regex) switch
        {
            (Condition.HostHeader, { }) => $"host-regex={regex}",
            (Condition.PathPattern, { }) => $"path-regex={regex}",
            (Condition.HttpHeader header, { }) => $"header-regex:{header.Name}={regex}",
            (Condition.HostHeader host, _) => $"host-header={string.Join(',', host.Values)}",
            (Condition.PathPattern path, _) => $"path-pattern={string.Join(',', path.Values)}",
            (Condition.HttpHeader header, _) => $"header:{header.Name}={string.Join(',', header.Values.Select(value => value.Replace(",", @"\,", StringComparison.Ordinal)))}",
            (Condition.HttpRequestMethod method, _) => $"method={string.Join(',', method.Values)}",
            (Condition.QueryString query, _) => $"query:{string.Join(',', query.Values.Select(value => $"{value.Key}={value.Value}"))}",
            (Condition.SourceIp source, _) => $"source-ip={string.Join(',', source.Values)}",
            _ => throw new UnreachableException(),
        };
    }

    private string Action(RuleAction action) => action switch
    {
        RuleAction.Forward forward => Forward(forward),
        RuleAction.Redirect redirect =>
            $"redirect HTTP_{redirect.StatusCode} {redirect.Protocol}://{redirect.Host}:{redirect.Port}{redirect.Path}?{redirect.Query}",
        RuleAction.FixedResponse fix => $"fixed {fix.StatusCode} {fix.ContentType} \"{fix.MessageBody}\"",
        RuleAction.Authenticate authenticate => Authenticate(authenticate),
        RuleAction.JwtValidation jwt => $"jwt-validation {jwt.Issuer} {jwt.JwksEndpoint}{string.Concat(jwt.AdditionalClaims.Select(Claim))}",
        _ => throw new UnreachableException(),
    };

    /// <summary>With weights where there are several groups.</summary>
    private string Forward(RuleAction.Forward forward) =>
        "forward " + string.Join(',', forward.TargetGroups.Select(group =>
            nameOf(group.TargetGroupArn) + (forward.TargetGroups.Count > 1 ? $":{group.Weight}" : "")))
        + (forward.Stickiness is { } stickiness ? $" sticky={stickiness.TotalSeconds}" : "");

    /// <summary>With whom, as which client, and what of it is not the default.</summary>
    private static string Authenticate(RuleAction.Authenticate login)
    {
        var provider = login.Provider;
        var whom = login.UserPoolArn is null
            ? $"{login.Type} {provider.Issuer} client={provider.ClientId} secret={provider.ClientSecret}"
            : $"{login.Type} {login.UserPoolArn} client={provider.ClientId} at={provider.AuthorizationEndpoint.Replace(UserPool.AuthorizePath, "", StringComparison.Ordinal)}";
        return whom
            + (login.Scope == RuleAction.DefaultScope ? "" : $" scope={login.Scope.Replace(' ', '+')}")
            + (login.SessionCookieName == RuleAction.DefaultSessionCookieName ? "" : $" cookie={login.SessionCookieName}")
            + (login.SessionTimeout == TimeSpan.FromDays(7) ? "" : $" timeout={login.SessionTimeout.TotalSeconds}")
            + (login.OnUnauthenticatedRequest == OnUnauthenticatedRequest.Authenticate
                ? ""
                : $" on={login.OnUnauthenticatedRequest.ToString().ToLowerInvariant()}")
            + (login.ExtraParams.Count == 0 ? "" : $" extra={string.Join(',', login.ExtraParams.Select(extra => $"{extra.Key}:{extra.Value}"))}");
    }

    private static string Claim(JwtClaim claim)
    {
        var format = claim.Format switch
        {
            JwtClaimFormat.SingleString => "single-string",
            JwtClaimFormat.StringArray => "string-array",
            _ => "space-separated-values",
        };
        return $" {claim.Name}:{format}={string.Join(',', claim.Values)}";
    }
}
