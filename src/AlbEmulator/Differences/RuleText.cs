using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Differences;

/// <summary>
/// Conditions and what is done, as texts that are the same where requests cannot tell the two apart: whatever the order of alternatives, by
/// the names of target groups, and by shares in the place of weights.
/// </summary>
internal static class RuleText
{
    public static string Of(IEnumerable<Condition> conditions) =>
        string.Join(" & ", conditions.Select(Of).Order(StringComparer.Ordinal));

    /// <param name="actions">Of a rule, or default actions.</param>
    /// <param name="transforms">What is changed before they are taken.</param>
    /// <param name="side">Where names are.</param>
    public static string Of(IReadOnlyList<RuleAction> actions, IReadOnlyList<Transform> transforms, Side side) => string.Join(
        "; ",
        transforms.Select(static transform => $"{transform.GetType().Name} {string.Join(", ", transform.Rewrites)}")
            .Concat(actions.Select(action => Of(action, side))));

    private static string Of(Condition condition)
    {
        var values = condition switch
        {
            Condition.HostHeader host => host.Values.Select(static value => value.ToLowerInvariant()),
            Condition.PathPattern path => path.Values,
            Condition.HttpHeader header => header.Values.Select(static value => value.ToLowerInvariant()),
            Condition.HttpRequestMethod method => method.Values,
            Condition.QueryString query => query.Values.Select(static value => $"{value.Key?.ToLowerInvariant()}={value.Value.ToLowerInvariant()}"),
            Condition.SourceIp source => source.Values.Select(static value => value.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var name = (condition as Condition.HttpHeader)?.Name.ToLowerInvariant();
        return $"{condition.GetType().Name} {name}: {string.Join(" | ", values.Order(StringComparer.Ordinal))} / {string.Join(" | ", condition.RegexValues.Order(StringComparer.Ordinal))}";
    }

    private static string Of(RuleAction action, Side side) => action switch
    {
        RuleAction.Forward forward => $"forward {Shares(forward, side)} {forward.Stickiness}",
        RuleAction.Authenticate login => string.Join(
            '\n',
            login.Type,
            login.Provider.Issuer,
            login.Provider.ClientId,
            login.Provider.AuthorizationEndpoint,
            login.Provider.TokenEndpoint,
            login.Provider.UserInfoEndpoint,
            login.UserPoolArn,
            login.SessionCookieName,
            login.Scope,
            login.SessionTimeout,
            login.OnUnauthenticatedRequest,
            string.Join(", ", login.ExtraParams)),
        RuleAction.JwtValidation token => $"{token.Issuer}\n{token.JwksEndpoint}\n{string.Join('\n', token.AdditionalClaims.Select(Of))}",
        RuleAction.Redirect or RuleAction.FixedResponse => action.ToString(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(JwtClaim claim) => $"{claim.Name} {claim.Format} {string.Join(", ", claim.Values)}";

    private static string Shares(RuleAction.Forward forward, Side side)
    {
        var sum = forward.TargetGroups.Sum(static group => group.Weight);
        return string.Join(", ", forward.TargetGroups
            .Where(static group => group.Weight > 0)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{side.NameOf(group)} {(double)group.Weight / sum:0.000000}"))
            .Order(StringComparer.Ordinal));
    }
}
