using AlbEmulator.Model;
using AlbEmulator.Requests;
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
    private readonly CompiledRule _default;

    private RuleTable(CompiledRule[] rules, CompiledRule defaultRule)
    {
        _rules = rules;
        _default = defaultRule;
    }

    public static RuleTable Compile(Listener listener, IReadOnlyDictionary<string, TargetGroupSnapshot> groups) => new(
        [.. listener.Rules.OrderBy(rule => rule.Priority).Select(rule => new CompiledRule(
            rule.Priority,
            [.. rule.Conditions.Select(CompiledCondition.Compile)],
            ForwardTo(rule.Actions, groups)))],
        new CompiledRule(DefaultPriority, [], ForwardTo(listener.DefaultActions, groups)));

    /// <summary>The first rule all of whose conditions hold.</summary>
    public CompiledRule Match(AlbRequest request)
    {
        foreach (var rule in _rules)
        {
            if (rule.Matches(request))
            {
                return rule;
            }
        }

        return _default;
    }

    private static TargetGroupSnapshot ForwardTo(
        IReadOnlyList<RuleAction> actions, IReadOnlyDictionary<string, TargetGroupSnapshot> groups) => actions switch
        {
            [RuleAction.Forward forward] => groups[forward.TargetGroupArn],
            _ => throw new InvalidOperationException("A rule has exactly one action, which forwards."),
        };
}

/// <summary>A rule ready to match.</summary>
internal sealed class CompiledRule(int priority, CompiledCondition[] conditions, TargetGroupSnapshot targetGroup)
{
    public int Priority => priority;

    public TargetGroupSnapshot TargetGroup => targetGroup;

    public bool Matches(AlbRequest request)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(request))
            {
                return false;
            }
        }

        return true;
    }
}
