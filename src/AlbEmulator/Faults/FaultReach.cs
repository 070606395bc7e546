using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Faults;

/// <summary>Whether there is anything that a fault is for.</summary>
internal static class FaultReach
{
    /// <summary>What there is not, so that a fault is for no request; null where it may be for some.</summary>
    public static string? Missing(Fault fault, Snapshot snapshot)
    {
        ListenerSnapshot[] listeners =
        [
            .. snapshot.Listeners.Where(listener => fault.LoadBalancer is null || JournalFilter.IsLoadBalancer(fault.LoadBalancer, listener.LoadBalancerId)),
        ];
        if (listeners.Length == 0)
        {
            return fault.LoadBalancer is { } name ? $"there is no load balancer {Quoted.Plain(name)} with a listener" : "there is no listener";
        }

        (ListenerSnapshot Listener, CompiledRule Rule)[] rules =
        [
            .. from listener in listeners
               from rule in listener.Rules.Rules.Append(listener.Rules.Default)
               where fault.Rule is null || JournalFilter.IsRule(fault.Rule, rule.Priority, rule.Rule?.Arn)
               select (listener, rule),
        ];
        var where = fault.LoadBalancer is null ? "" : $" of load balancer {Quoted.Plain(fault.LoadBalancer)}";
        if (rules.Length == 0)
        {
            return $"there is no rule {Quoted.Plain(fault.Rule!)}: no listener{where} has it";
        }

        return fault.TargetGroup is not { } group || rules.Any(pair => LeadsTo(group, pair.Rule.Rule?.Actions ?? pair.Listener.Listener.DefaultActions, snapshot))
            ? null
            : $"no {(fault.Rule is null ? "rule" : $"rule {Quoted.Plain(fault.Rule)}")}{where} forwards to target group {Quoted.Plain(group)}";
    }

    private static bool LeadsTo(string group, IReadOnlyList<RuleAction> actions, Snapshot snapshot) =>
        actions.OfType<RuleAction.Forward>().SelectMany(forward => forward.TargetGroups).Any(weighted =>
            snapshot.TargetGroups.GetValueOrDefault(weighted.TargetGroupArn) is { TargetGroup: var there }
            && JournalFilter.IsTargetGroup(group, there.Name, there.Arn));
}
