using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Rules.Conditions;
using AlbEmulator.Rules.Transforms;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules;

/// <summary>
/// A listener's rules, lowest priority first, the default rule last.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html"/>
/// </summary>
internal sealed class RuleTable
{
    /// <summary>What the log writes for the default rule.</summary>
    public const int DefaultPriority = 0;

    private readonly CompiledRule[] _rules;

    private RuleTable(CompiledRule[] rules, CompiledRule defaultRule)
    {
        _rules = rules;
        Default = defaultRule;
    }

    /// <summary>In the order in which they are tried; without the default rule.</summary>
    public IReadOnlyList<CompiledRule> Rules => _rules;

    /// <summary>What takes the requests that no rule takes.</summary>
    public CompiledRule Default { get; }

    public static RuleTable Compile(Listener listener, IReadOnlyDictionary<string, TargetGroupSnapshot> groups) => new(
        [.. listener.Rules.OrderBy(rule => rule.Priority).Select((rule, index) => new CompiledRule(
            rule,
            rule.Priority,
            [.. rule.Conditions.Select(CompiledCondition.Compile)],
            CompiledTransforms.Compile(rule.Transforms),
            CompiledAction.Compile(rule.Actions, groups))
            {
                Evaluations = index + 1,
            })],
        new CompiledRule(null, DefaultPriority, [], null, CompiledAction.Compile(listener.DefaultActions, groups))
        {
            Evaluations = listener.Rules.Count,
        });

    /// <summary>The first rule all of whose conditions hold.</summary>
    public CompiledRule Match(RuleSubject subject)
    {
        foreach (var rule in _rules)
        {
            if (rule.Matches(subject))
            {
                return rule;
            }
        }

        return Default;
    }
}
