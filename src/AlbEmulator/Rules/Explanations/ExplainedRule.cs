using AlbEmulator.Listeners;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Explanations;

/// <summary>What became of a rule.</summary>
/// <param name="Priority">As the API names it: a number, or <c>default</c>.</param>
/// <param name="Arn">Null for the default rule.</param>
/// <param name="Verdict">Whether it takes the request.</param>
/// <param name="Conditions">
/// All of them, also those behind one that fails and those of a rule that is not reached: so that one sees whether a
/// rule is hidden by one before it.
/// </param>
internal sealed record ExplainedRule(
    string Priority, string? Arn, RuleVerdict Verdict, IReadOnlyList<ExplainedCondition> Conditions)
{
    /// <summary>Where a manifest has it, in words; null for a rule of no manifest.</summary>
    public string? Place { get; init; }

    /// <summary>Whether every condition holds.</summary>
    public bool Holds => Conditions.All(static condition => condition.Holds);

    public static ExplainedRule Of(CompiledRule rule, RuleVerdict verdict, RuleSubject subject, RequestHosts hosts) => rule.Rule is null
        ? new ExplainedRule(Explanation.DefaultPriority, null, verdict, [])
        : new ExplainedRule(
            rule.Priority.ToString(),
            rule.Rule.Arn,
            verdict,
            [.. rule.Rule.Conditions.Zip(rule.Conditions, (condition, compiled) =>
                ExplainedCondition.Of(hosts, condition, compiled, subject))])
        {
            Place = ManifestPlace.Words(rule.Rule.Origin),
        };
}

/// <summary>What became of a rule.</summary>
internal enum RuleVerdict
{
    /// <summary>A condition does not hold.</summary>
    Failed,

    /// <summary>It is the first all of whose conditions hold.</summary>
    Taken,

    /// <summary>A rule before it took the request.</summary>
    NotReached,
}
