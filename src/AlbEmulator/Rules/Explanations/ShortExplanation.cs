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

    /// <summary>The request, a rule that is not there, how many others there are, and two actions.</summary>
    private const int OtherLines = 5;

    /// <param name="explanation">Of all rules.</param>
    /// <param name="wanted">Priorities of the rules that were expected, as the API names them.</param>
    /// <param name="most">Lines, where there is room for fewer.</param>
    public static IReadOnlyList<string> Of(Explanation explanation, IReadOnlyCollection<string> wanted, int most = MostLines)
    {
        var (request, listener, rules, outcome) = explanation;
        var told = Told(rules, wanted, most - OtherLines);
        var left = rules.Count(static rule => rule.Verdict == RuleVerdict.Failed) - told.Count(static rule => rule.Verdict == RuleVerdict.Failed);
        string[] lines =
        [
            $"{request.Method} {request.Uri} of {request.Host}, from {request.SourceIp}, at {listener.LoadBalancer}:{listener.Port.ToString(CultureInfo.InvariantCulture)}",
            .. told.Select(Line),
            .. wanted.Except(rules.Select(static rule => rule.Priority)).Take(1)
                .Select(static missing => $"There is no {ExplainedWords.Named(missing).ToLowerInvariant()} at this listener"),
            .. left > 0 ? [$"{left.ToString(CultureInfo.InvariantCulture)} other {(left == 1 ? "rule does" : "rules do")} not match"] : Array.Empty<string>(),
            .. Outcome(outcome),
        ];
        return [.. lines.Take(most).Select(Quoted.Sentence)];
    }

    /// <summary>In their order.</summary>
    private static List<ExplainedRule> Told(IReadOnlyList<ExplainedRule> rules, IReadOnlyCollection<string> wanted, int most)
    {
        var told = rules.Where(static rule => rule.Verdict == RuleVerdict.Taken)
            .Concat(rules.Where(rule => wanted.Contains(rule.Priority)))
            .Concat(rules.Where(static rule => rule.Verdict == RuleVerdict.Failed).OrderBy(Failing))
            .Distinct(ReferenceEqualityComparer.Instance)
            .Take(most)
            .ToHashSet(ReferenceEqualityComparer.Instance);
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
