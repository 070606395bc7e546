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

        var no = $"no {(fault.Rule is null ? "rule" : $"rule {Quoted.Plain(fault.Rule)}")}{where} forwards to";
        TargetGroupSnapshot[] groups =
        [
            .. from pair in rules
               from there in GroupsOf(pair.Rule.Rule?.Actions ?? pair.Listener.Listener.DefaultActions, snapshot)
               where fault.TargetGroup is null || JournalFilter.IsTargetGroup(fault.TargetGroup, there.TargetGroup.Name, there.TargetGroup.Arn)
               select there,
        ];
        if (fault.TargetGroup is { } group && groups.Length == 0)
        {
            return $"{no} target group {Quoted.Plain(group)}";
        }

        if (fault.IsOfServers && !groups.Any(static there => Fault.IsOfServer(there.TargetGroup)))
        {
            return fault.TargetGroup is { } functions
                ? $"target group {Quoted.Plain(functions)} has a function, which has no connection, and whose answer comes whole"
                : $"{no} a target group of servers";
        }

        return fault.Target is { } target && !groups.Any(there => Has(there, target))
            ? $"{no} target {Quoted.Plain(target)}{(fault.TargetGroup is null ? "" : $" of target group {Quoted.Plain(fault.TargetGroup)}")}"
            : null;
    }

    /// <summary>Whether a target of that name is registered in any group.</summary>
    public static bool HasTarget(string target, Snapshot snapshot) => snapshot.TargetGroups.Values.Any(group => Has(group, target));

    private static bool Has(TargetGroupSnapshot group, string target) =>
        group.Targets.Registered.Any(registered => Fault.IsTarget(target, registered));

    private static IEnumerable<TargetGroupSnapshot> GroupsOf(IReadOnlyList<RuleAction> actions, Snapshot snapshot) =>
        actions.OfType<RuleAction.Forward>().SelectMany(static forward => forward.TargetGroups)
            .Select(weighted => snapshot.TargetGroups.GetValueOrDefault(weighted.TargetGroupArn)).OfType<TargetGroupSnapshot>();
}
