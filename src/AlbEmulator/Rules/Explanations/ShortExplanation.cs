using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Explanations;

/// <summary>
/// An explanation for who reads many: the rule that takes the request, the one that was expected to, and those that are
/// nearest to it, a line each.
/// </summary>
internal static class ShortExplanation
{
    /// <summary>Lines of one at most.</summary>
    public const int MostLines = 15;

    private const int MostRules = 10;

    /// <param name="explanation">Of all rules.</param>
    /// <param name="wanted">Priority of the rule that was expected, as the API names it; null for none.</param>
    public static IReadOnlyList<string> Of(Explanation explanation, string? wanted)
    {
        var (request, listener, rules, outcome) = explanation;
        var told = Told(rules, wanted);
        var left = rules.Count(static rule => rule.Verdict == RuleVerdict.Failed) - told.Count(static rule => rule.Verdict == RuleVerdict.Failed);
        string[] lines =
        [
            $"{request.Method} {request.Uri} of {request.Host}, from {request.SourceIp}, at {listener.LoadBalancer}:{listener.Port.ToString(CultureInfo.InvariantCulture)}",
            .. told.Select(Line),
            .. wanted is null || rules.Any(rule => rule.Priority == wanted) ? Array.Empty<string>() : [$"There is no {ExplainedWords.Named(wanted).ToLowerInvariant()} at this listener"],
            .. left > 0 ? [$"{left.ToString(CultureInfo.InvariantCulture)} other {(left == 1 ? "rule does" : "rules do")} not match"] : Array.Empty<string>(),
            .. Outcome(outcome),
        ];
        return [.. lines.Take(MostLines).Select(Quoted.Sentence)];
    }

    /// <summary>In their order.</summary>
    private static List<ExplainedRule> Told(IReadOnlyList<ExplainedRule> rules, string? wanted)
    {
        var told = rules.Where(rule => rule.Verdict == RuleVerdict.Taken || rule.Priority == wanted).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var near in rules.Where(rule => rule.Verdict == RuleVerdict.Failed).OrderBy(Failing).Take(MostRules))
        {
            if (told.Count < MostRules)
            {
                told.Add(near);
            }
        }

        return [.. rules.Where(told.Contains)];
    }

    private static int Failing(ExplainedRule rule) => rule.Conditions.Count(static condition => !condition.Holds);

    private static string Line(ExplainedRule rule)
    {
        var name = ExplainedWords.Named(rule.Priority);
        if (rule.Verdict == RuleVerdict.Taken)
        {
            var holds = rule.Conditions.Select(static condition => $"{condition.Field} {ExplainedWords.Wanted(condition)}");
            return rule.Conditions.Count == 0 ? $"{name} takes the request" : $"{name} takes the request: {string.Join(", ", holds)}";
        }

        var place = rule.Verdict == RuleVerdict.NotReached ? " is not reached" : "";
        var more = Failing(rule) - 1;
        return rule.Conditions.FirstOrDefault(static condition => !condition.Holds) is { } failing
            ? $"{name}{place}{(place.Length > 0 ? ", and" : "")} does not match: {failing.Field} {ExplainedWords.Wanted(failing)}, and {ExplainedWords.Found(failing)}"
                + (more > 0 ? $" ({more.ToString(CultureInfo.InvariantCulture)} more of its conditions {(more == 1 ? "fails" : "fail")})" : "")
            : $"{name}{place}{(rule.Conditions.Count > 0 ? ", though it would match" : "")}";
    }

    private static IEnumerable<string> Outcome(ExplainedOutcome outcome)
    {
        if (outcome.Priority is not { } priority)
        {
            return [$"No rule sees the request: {ExplainedWords.Of(outcome.BeforeRules)}"];
        }

        var name = ExplainedWords.Named(priority);
        return outcome.Transformed is { Fails: true } failed
            ? [$"{name}: its transforms fail ({failed.Status}), and the answer is 500"]
            : outcome.Actions.Select(action => $"{name}: {ExplainedWords.Of(action)}");
    }
}
