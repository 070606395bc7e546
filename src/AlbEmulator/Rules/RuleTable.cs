using AlbEmulator.Authentication;
using AlbEmulator.Authentication.Jwt;
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

    /// <param name="listener">Whose rules they are.</param>
    /// <param name="groups">By ARN.</param>
    /// <param name="gateOf">Makes what lets requests pass; where none is given, nobody sends any.</param>
    public static RuleTable Compile(
        Listener listener, IReadOnlyDictionary<string, TargetGroupSnapshot> groups, Func<RuleAction, Gate>? gateOf = null) => new(
        [.. listener.Rules.OrderBy(rule => rule.Priority).Select((rule, index) => new CompiledRule(
            rule,
            rule.Priority,
            [.. rule.Conditions.Select(CompiledCondition.Compile)],
            CompiledTransforms.Compile(rule.Transforms),
            CompiledAction.Compile(rule.Actions, groups, gateOf ?? Gate.OfNobody))
            {
                Evaluations = index + 1,
            })],
        new CompiledRule(null, DefaultPriority, [], null, CompiledAction.Compile(listener.DefaultActions, groups, gateOf ?? Gate.OfNobody))
        {
            Evaluations = listener.Rules.Count,
        });

    /// <summary>The logins of its rules, each with the priority of its rule.</summary>
    public IEnumerable<(LoginGate Gate, int Priority)> Logins =>
        from rule in _rules.Append(Default)
        let gate = (rule.Action as GatedAction)?.Gate as LoginGate
        where gate is not null
        select (gate, rule.Priority);

    /// <summary>What is not to be shown of its requests; null for nothing.</summary>
    public HiddenHeaders? Hidden
    {
        get
        {
            string[] cookies = [.. Logins.Select(login => login.Gate.CookieName).Distinct()];
            var hasTokens = _rules.Append(Default).Any(rule => (rule.Action as GatedAction)?.Gate is TokenGate);
            return cookies.Length > 0 || hasTokens ? new HiddenHeaders(cookies, hasTokens) : null;
        }
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
