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
    private readonly Listener _listener;
    private readonly TargetGroupSnapshot[] _groups;

    private RuleTable(CompiledRule[] rules, CompiledRule defaultRule, Listener listener, TargetGroupSnapshot[] groups)
    {
        _rules = rules;
        _listener = listener;
        _groups = groups;
        Default = defaultRule;
    }

    /// <summary>In the order in which they are tried; without the default rule.</summary>
    public IReadOnlyList<CompiledRule> Rules => _rules;

    /// <summary>What takes the requests that no rule takes.</summary>
    public CompiledRule Default { get; }

    /// <param name="listener">Whose rules.</param>
    /// <param name="groups">The target groups behind it, by ARN.</param>
    /// <param name="before">What its rules were compiled to last; it stays, as long as nothing in it is another thing now.</param>
    public static RuleTable Compile(
        Listener listener, IReadOnlyDictionary<string, TargetGroupSnapshot> groups, RuleTable? before = null) =>
        before is not null && before.IsOf(listener, groups) ? before : CompileAnew(listener, groups);

    private static RuleTable CompileAnew(Listener listener, IReadOnlyDictionary<string, TargetGroupSnapshot> groups) => new(
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
        },
        listener,
        [.. listener.TargetGroupArns.Select(arn => groups[arn])]);

    private bool IsOf(Listener listener, IReadOnlyDictionary<string, TargetGroupSnapshot> groups)
    {
        if (!ReferenceEquals(_listener, listener))
        {
            return false;
        }

        for (var i = 0; i < _groups.Length; i++)
        {
            if (!ReferenceEquals(groups[listener.TargetGroupArns[i]], _groups[i]))
            {
                return false;
            }
        }

        return true;
    }

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
