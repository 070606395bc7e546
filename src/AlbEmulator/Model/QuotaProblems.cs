namespace AlbEmulator.Model;

/// <summary>What of a topology AWS's <see cref="Quotas"/> do not allow.</summary>
public static class QuotaProblems
{
    public static IEnumerable<Problem> Find(Topology topology)
    {
        var problems = new List<Problem>();
        var groups = topology.TargetGroups.DistinctBy(group => group.Arn).ToDictionary(group => group.Arn);
        var uses = topology.LoadBalancers.SelectMany(UsedGroups).CountBy(arn => arn).ToDictionary();
        var last = topology.LoadBalancers is [.., var loadBalancerLast] ? loadBalancerLast.Origin : Origin.None;
        Check(problems, last, topology.LoadBalancers.Count, Quotas.LoadBalancersPerRegion,
            "load balancers in a Region");
        last = topology.TargetGroups is [.., var groupLast] ? groupLast.Origin : Origin.None;
        Check(problems, last, topology.TargetGroups.Count, Quotas.TargetGroupsPerRegion, "target groups in a Region");
        foreach (var group in topology.TargetGroups)
        {
            Check(problems, group.Origin, group.Targets.Count, Quotas.TargetsPerTargetGroup,
                "targets in a target group");
            var used = uses.GetValueOrDefault(group.Arn);
            Check(problems, group.Origin, used, Quotas.LoadBalancersPerTargetGroup,
                "load balancers for a target group");
        }

        foreach (var loadBalancer in topology.LoadBalancers)
        {
            CheckLoadBalancer(problems, loadBalancer, groups);
        }

        return problems;
    }

    private static void CheckLoadBalancer(
        List<Problem> problems, LoadBalancer loadBalancer, Dictionary<string, TargetGroup> groups)
    {
        var origin = loadBalancer.Origin;
        var used = UsedGroups(loadBalancer);
        var targets = used.Sum(arn => groups.TryGetValue(arn, out var group) ? group.Targets.Count : 0);
        var rules = loadBalancer.Listeners.Sum(listener => listener.Rules.Count);
        Check(problems, origin, loadBalancer.Listeners.Count, Quotas.ListenersPerLoadBalancer,
            "listeners of a load balancer");
        Check(problems, origin, rules, Quotas.RulesPerLoadBalancer, "rules of a load balancer");
        Check(problems, origin, used.Count, Quotas.TargetGroupsPerLoadBalancer, "target groups of a load balancer");
        Check(problems, origin, targets, Quotas.TargetsPerLoadBalancer, "targets of a load balancer");
        foreach (var rule in loadBalancer.Listeners.SelectMany(listener => listener.Rules))
        {
            CheckRule(problems, rule);
        }
    }

    private static void CheckRule(List<Problem> problems, Rule rule)
    {
        var all = rule.Conditions.Select(Values).ToList();
        var wildcards = all.Sum(values => values.Sum(ConditionValues.Wildcards));
        Check(problems, rule.Origin, all.Sum(values => values.Count), Quotas.ValuesPerRule,
            "condition values of a rule");
        Check(problems, rule.Origin, wildcards, Quotas.WildcardsPerRule, "wildcards in the conditions of a rule");
        foreach (var values in all)
        {
            Check(problems, rule.Origin, values.Count, Quotas.ValuesPerCondition, "values of a condition");
        }
    }

    private static IReadOnlyList<string> Values(Condition condition) => condition switch
    {
        Condition.HostHeader host => host.Values,
        Condition.PathPattern path => path.Values,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static HashSet<string> UsedGroups(LoadBalancer loadBalancer) => loadBalancer.Listeners
        .SelectMany(listener => listener.Rules.SelectMany(rule => rule.Actions).Concat(listener.DefaultActions))
        .OfType<RuleAction.Forward>()
        .SelectMany(forward => forward.TargetGroups)
        .Select(group => group.TargetGroupArn)
        .ToHashSet(StringComparer.Ordinal);

    private static void Check(List<Problem> problems, Origin origin, int count, int most, string what)
    {
        if (count > most)
        {
            problems.Add(new Problem(
                origin, $"AWS allows {most} {what}, not {count}: have fewer, or set Alb:Limits to Relaxed"));
        }
    }
}
