using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Actions;

/// <summary>What a rule does with a request, ready to be done.</summary>
internal abstract class CompiledAction
{
    public abstract Task ExecuteAsync(AlbRequest request);

    public static CompiledAction Compile(
        IReadOnlyList<RuleAction> actions, IReadOnlyDictionary<string, TargetGroupSnapshot> groups) => actions switch
        {
            [RuleAction.Forward { TargetGroups: [var only], Stickiness: null }] => new ForwardToGroup(groups[only.TargetGroupArn]),
            _ => throw new InvalidOperationException("A rule has exactly one action, which forwards to one target group."),
        };
}
