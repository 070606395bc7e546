using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Rules.Conditions;
using AlbEmulator.Rules.Transforms;

namespace AlbEmulator.Rules;

/// <summary>A rule ready to match and to be carried out.</summary>
internal sealed class CompiledRule(
    Model.Rule? rule, int priority, CompiledCondition[] conditions, CompiledTransforms? transforms, CompiledAction action)
{
    /// <summary>What was asked for; null for the default rule.</summary>
    public Model.Rule? Rule => rule;

    public int Priority => priority;

    /// <summary>Rules that were evaluated when this one takes a request, itself among them; the default rule is not counted.</summary>
    public required int Evaluations { get; init; }

    public IReadOnlyList<CompiledCondition> Conditions => conditions;

    public CompiledTransforms? Transforms => transforms;

    public CompiledAction Action => action;

    public bool Matches(RuleSubject subject)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(subject))
            {
                return false;
            }
        }

        return true;
    }
}
