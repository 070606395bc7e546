namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>
/// A rule with one of its matches and one of its hosts, which becomes one rule of a listener. In their order the special come
/// first, as the Gateway API asks for.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Match">The match.</param>
/// <param name="Host">The host; empty for any.</param>
internal sealed record RulePlace(RouteRule Rule, RouteMatch Match, string Host)
{
    /// <summary>That which stands first takes a request first.</summary>
    public static int Compare(RulePlace first, RulePlace second)
    {
        var (one, two) = (first.Match.Rank, second.Match.Rank);
        ReadOnlySpan<int> differences =
        [
            CompareHosts(first.Host, second.Host),
            two.PathType - one.PathType,
            two.PathLength - one.PathLength,
            two.MethodLength - one.MethodLength,
            two.HasMethod.CompareTo(one.HasMethod),
            two.Headers - one.Headers,
            two.QueryParameters - one.QueryParameters,
            CreationTime.Of(first.Rule.Route).CompareTo(CreationTime.Of(second.Rule.Route)),
            string.CompareOrdinal(first.Rule.Route.Id, second.Rule.Route.Id),
            first.Rule.Index - second.Rule.Index,
            first.Match.Index.CompareTo(second.Match.Index),
            string.CompareOrdinal(first.Host, second.Host),
        ];
        foreach (var difference in differences)
        {
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static int CompareHosts(string one, string two)
    {
        if (one.Length == 0 || two.Length == 0)
        {
            return (one.Length == 0).CompareTo(two.Length == 0);
        }

        var wildcards = IsWildcard(one).CompareTo(IsWildcard(two));
        var dots = two.Count(character => character == '.') - one.Count(character => character == '.');
        return wildcards != 0 ? wildcards : dots != 0 ? dots : two.Length - one.Length;
    }

    private static bool IsWildcard(string host) => host.StartsWith("*.", StringComparison.Ordinal);
}
