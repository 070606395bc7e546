using AlbEmulator.Authentication;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Explanations;

/// <summary>An explanation in a few lines, one for each rule: for the message of a test that fails.</summary>
internal static class ExplanationLines
{
    private const int Width = 160;
    private const int Label = 12;

    /// <param name="explanation">Of a request.</param>
    /// <param name="most">Lines, at least 2.</param>
    /// <param name="wanted">Priorities of rules that are told before others.</param>
    public static IReadOnlyList<string> Of(Explanation explanation, int most, IReadOnlySet<string> wanted)
    {
        if (explanation.Outcome.Priority is null)
        {
            return [explanation.Outcome.BeforeRules == LoginRequest.PublicKey
                ? "No rule sees it: the load balancer answers with the key for x-amzn-oidc-data"
                : $"No rule sees it: a login ends at {RuleAction.Authenticate.CallbackPath}"];
        }

        var failed = explanation.Rules.Where(static rule => rule.Verdict == RuleVerdict.Failed).ToList();
        var hidden = explanation.Rules.Where(rule => rule.Verdict == RuleVerdict.NotReached && wanted.Contains(rule.Priority)).ToList();
        var taken = explanation.Rules.Single(static rule => rule.Verdict == RuleVerdict.Taken);
        var room = most - 1 - Math.Min(hidden.Count, most / 2);
        // One line says how many others there are.
        var told = failed.Count <= room
            ? failed.ToHashSet()
            : failed.OrderBy(rule => !wanted.Contains(rule.Priority)).Take(room - 1).ToHashSet();
        return
        [
            .. failed.Where(told.Contains).Select(static rule => Cut(Line(rule, $"does not match: {Why(rule)}"))),
            .. failed.Count > told.Count ? new[] { $"and {failed.Count - told.Count} more rules that do not match" } : [],
            Cut(Line(taken, $"takes it: {string.Join(", then ", explanation.Outcome.Actions.Select(Words))}")),
            .. hidden.Take(most / 2).Select(static rule => Cut(Line(rule, rule.Conditions.Count > 0 && rule.Holds
                ? "is not reached, though it would match"
                : $"is not reached, nor would it match: {Why(rule)}"))),
        ];
    }

    private static string Line(ExplainedRule rule, string words) =>
        $"{(rule.Priority == Explanation.DefaultPriority ? "Default" : $"Rule {rule.Priority}").PadRight(Label)}{words}";

    /// <summary>The first condition that fails.</summary>
    private static string Why(ExplainedRule rule) => rule.Conditions.FirstOrDefault(static condition => !condition.Holds) is { } condition
        ? $"{condition.Field} {ExplanationText.Wanted(condition)}, and {ExplanationText.Found(condition)}{(condition.Hint is null ? "" : $": {condition.Hint}")}"
        : "it has no conditions";

    private static string Words(ExplainedAction action) => action switch
    {
        ExplainedAction.Forward { TargetGroups: [var only] } => $"forward to {only.Name}",
        ExplainedAction.Forward forward => $"forward to {string.Join(" or ", forward.TargetGroups.Select(static group => $"{group.Name} ({group.Percent:0.##} %)"))}",
        ExplainedAction.Redirect redirect => $"redirect {redirect.StatusCode} to {redirect.Location ?? "a Location that is too long"}",
        ExplainedAction.FixedResponse response => $"fixed-response {response.StatusCode}",
        ExplainedAction.Authenticate authenticate => $"{authenticate.Action} with {authenticate.Issuer}",
        ExplainedAction.JwtValidation validation => $"jwt-validation of {validation.Issuer}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Cut(string line) => line.Length <= Width ? line : $"{line.AsSpan(0, Width - 1)}…";
}
