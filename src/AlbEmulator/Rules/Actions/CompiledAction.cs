using AlbEmulator.Authentication;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Rules.Actions;

/// <summary>What a rule does with a request, ready to be done.</summary>
internal abstract class CompiledAction
{
    public abstract Task ExecuteAsync(AlbRequest request);

    /// <param name="actions">One action, which ends the request, and perhaps one before it that says who may pass.</param>
    /// <param name="groups">By ARN.</param>
    /// <param name="gateOf">Makes what lets requests pass.</param>
    public static CompiledAction Compile(
        IReadOnlyList<RuleAction> actions, IReadOnlyDictionary<string, TargetGroupSnapshot> groups, Func<RuleAction, Gate> gateOf) =>
        actions switch
        {
            [RuleAction.Forward forward] => Compile(forward, groups),
            [RuleAction.Redirect redirect] => new RedirectAction(redirect),
            [RuleAction.FixedResponse fixedResponse] => new FixedResponseAction(fixedResponse),
            [var admission, var last] => new GatedAction(gateOf(admission), Compile([last], groups, gateOf)),
            _ => throw new InvalidOperationException("A rule has one action, and perhaps one before it that says who may pass."),
        };

    private static CompiledAction Compile(
        RuleAction.Forward forward, IReadOnlyDictionary<string, TargetGroupSnapshot> groups) => forward switch
        {
            { Stickiness: null, TargetGroups: [{ Weight: > 0 } only] } =>
                new ForwardToGroup(groups[only.TargetGroupArn]),
            _ => new ForwardToGroups(
                [.. forward.TargetGroups.Select(group => Among(forward, groups[group.TargetGroupArn]))],
                new WeightedChoice(
                    [.. forward.TargetGroups.Select(group => group.Weight)],
                    (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue)),
                forward.Stickiness is { } duration ? Stickiness(forward, duration) : null),
        };

    private static TargetGroupSnapshot Among(RuleAction.Forward forward, TargetGroupSnapshot group) =>
        forward.TargetGroups.Count == 1 ? group : group with { Stickiness = group.Stickiness?.AmongGroups };

    /// <summary>A group that gets nothing keeps no client either.</summary>
    private static GroupStickiness Stickiness(RuleAction.Forward forward, TimeSpan duration) => new(
        [.. forward.TargetGroups.Select(group => group.Weight > 0 ? group.TargetGroupArn : null)], duration);
}
