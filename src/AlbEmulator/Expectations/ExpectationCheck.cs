using System.Globalization;
using AlbEmulator.Shapes;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Expectations;

/// <summary>Compares what came of a request with what was expected of it.</summary>
internal static class ExpectationCheck
{
    private const string NoTarget = "no target gets it";
    private const string NotKnown = "a value that only a request has that is sent";

    /// <returns>What came in its place; null where it came.</returns>
    public static string? Missed(Wanted wanted, Came came) => wanted switch
    {
        Wanted.Listener listener => Missed(listener, came),
        _ when came.Nowhere is { } nowhere => $"nothing: {nowhere}",
        Wanted.Rule rule => (rule.Priority == came.Rule) == rule.IsNot ? came.Rule : null,
        Wanted.Action action => action.Type == came.Action ? null : came.Action,
        Wanted.Authentication authentication => authentication.Type == came.Authentication ? null : came.Authentication,
        Wanted.TargetGroup group => Missed(group, came),
        Wanted.TargetGroups groups => Groups(came) is { Count: > 0 } those && those.All(name => groups.Names.Any(wanted => wanted.Matches(name))) ? null : Told(came, groups.Names),
        Wanted.Weights weights => Missed(weights, came),
        Wanted.Status status => came.Answer.Status is not { } code ? came.Answer.Unknown : status.Range.Has(code) ? null : Text(code),
        Wanted.Redirect redirect => Missed(HeaderNames.Location, redirect.Pattern, came.Answer.Headers, came.Answer.Unknown, "the answer"),
        Wanted.AnswerHeader header => Missed(header.Name, header.Pattern, came.Answer.Headers, came.Answer.Unknown, "the answer"),
        Wanted.Body body => came.Answer.Body is not { } text ? came.Answer.Unknown : body.Pattern.Matches(text) ? null : Quote(text),
        _ => came.Forwarded is { } forwarded ? Missed(wanted, forwarded) : NoTarget,
    };

    private static string? Missed(Wanted wanted, ForwardedRequest forwarded) => wanted switch
    {
        Wanted.TargetPath path when (path.HasQuery ? forwarded.Uri : forwarded.Uri.Split('?', 2)[0]) is var uri =>
            path.Pattern.Matches(uri) ? null : uri,
        Wanted.TargetHost host => Missed(HeaderNames.Host, host.Pattern, forwarded.Headers, forwarded.Unknown, "the request"),
        Wanted.TargetHeader header => Missed(header.Name, header.Pattern, forwarded.Headers, forwarded.Unknown, "the request"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Missed(Wanted.Listener listener, Came came) =>
        came.LoadBalancer is not { } loadBalancer ? listener.Place is null && !came.IsAnywhere ? null : $"none: {came.Nowhere}"
            : listener.Place?.Is(loadBalancer, came.Port) == true ? null : $"{loadBalancer}:{Text(came.Port)}";

    private static string? Missed(Wanted.TargetGroup group, Came came)
    {
        var groups = Groups(came);
        var isMet = group.Name is not { } name ? groups.Count == 0 != group.IsNot
            : group.IsNot ? !groups.Exists(name.Matches)
            : groups is [var only] && name.Matches(only);
        return isMet ? null : Told(came, group.Name is { } wanted ? [wanted] : []);
    }

    /// <summary>As shares: what has the weight 0 on either side is not there.</summary>
    private static string? Missed(Wanted.Weights weights, Came came)
    {
        long sum = came.TargetGroups.Sum(static group => group.Weight), all = weights.Groups.Sum(static group => group.Weight);
        var isMet = came.TargetGroups.All(group => group.Weight == 0 || weights.Groups.Count(wanted => wanted.Name.Matches(group.Name)) == 1)
            && weights.Groups.All(wanted => wanted.Weight * sum == came.TargetGroups.Where(group => wanted.Name.Matches(group.Name)).Sum(static group => group.Weight) * all);
        return isMet && sum > 0 ? null : Told(came, weights.Groups.Select(static group => group.Name));
    }

    /// <summary>Those that may get it.</summary>
    private static List<string> Groups(Came came) => came.Chosen is { } chosen && came.TargetGroups.All(group => group.Name != chosen)
        ? [chosen]
        : [.. came.TargetGroups.Where(static group => group.Weight > 0).Select(static group => group.Name)];

    /// <param name="came">What came.</param>
    /// <param name="wanted">Names of target groups, of which there may not be all.</param>
    private static string Told(Came came, IEnumerable<TextPattern> wanted)
    {
        var told = came.TargetGroups switch
        {
            [] => ExpectShape.None,
            [{ Weight: > 0 } only] => only.Name,
            var several => string.Join(", ", several.Select(static group => $"{group.Name} {Text(group.Weight)}")),
        };
        return wanted.FirstOrDefault(name => !came.KnownGroups.Any(name.Matches)) is { } unknown
            ? $"{told}; there is no target group {unknown}{Spelling.DidYouMean(unknown.ToString(), came.KnownGroups)}"
            : told;
    }

    /// <param name="name">Of a header.</param>
    /// <param name="pattern">Null for one that is not to be there.</param>
    /// <param name="headers">Those that are there.</param>
    /// <param name="unknown">Why others may be there as well; null where none is.</param>
    /// <param name="whose">Whose headers they are.</param>
    private static string? Missed(
        string name, TextPattern? pattern, IReadOnlyList<KeyValuePair<string, string?>> headers, string? unknown, string whose)
    {
        var found = headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value).ToList();
        return (found, pattern) switch
        {
            ([], null) => unknown,
            ([], _) => unknown ?? $"{whose} has no {name}",
            (_, { IsAny: true }) => null,
            _ when found.Contains(null) => NotKnown,
            (_, null) => Quote(string.Join(", ", found)),
            // Lines of one name are one header.
            _ => pattern.Matches(string.Join(", ", found)) ? null : Quote(string.Join(", ", found)),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text) => text.Length == 0 ? "nothing" : text;
}
