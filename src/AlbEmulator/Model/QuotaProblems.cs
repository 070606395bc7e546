namespace AlbEmulator.Model;

/// <summary>What of a topology AWS's <see cref="Quotas"/> do not allow.</summary>
public static class QuotaProblems
{
    private const string Instead = ": have fewer, or set Alb:Limits to Relaxed";

    public static IEnumerable<Problem> Find(Topology topology)
    {
        var problems = new List<Problem>();
        var groups = topology.TargetGroups.DistinctBy(group => group.Arn).ToDictionary(group => group.Arn);
        var uses = topology.LoadBalancers.SelectMany(item => item.TargetGroupArns).CountBy(arn => arn).ToDictionary();
        var last = topology.LoadBalancers is [.., var loadBalancerLast] ? loadBalancerLast.Origin : Origin.None;
        Check(problems, last, topology.LoadBalancers.Count, Quotas.LoadBalancersPerRegion,
            "load balancers in a Region", Quota.LoadBalancers);
        last = topology.TargetGroups is [.., var groupLast] ? groupLast.Origin : Origin.None;
        Check(problems, last, topology.TargetGroups.Count, Quotas.TargetGroupsPerRegion, "target groups in a Region", Quota.TargetGroups);
        foreach (var group in topology.TargetGroups)
        {
            Check(problems, group.Origin, group.Targets.Count, Quotas.TargetsPerTargetGroup,
                "targets in a target group", Quota.TargetsOfTargetGroup, group.Arn);
            var used = uses.GetValueOrDefault(group.Arn);
            if (used > Quotas.LoadBalancersPerTargetGroup)
            {
                problems.Add(new Problem(
                    group.Origin,
                    $"The following target groups cannot be associated with more than one load balancer: {group.Arn}" +
                        Instead)
                {
                    Fault = new Fault.OverQuota(Quota.LoadBalancersOfTargetGroup, Quotas.LoadBalancersPerTargetGroup, group.Arn),
                });
            }
        }

        TlsQuotaProblems.Find(problems, topology);
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
        var used = loadBalancer.TargetGroupArns;
        var targets = used.Sum(arn => groups.TryGetValue(arn, out var group) ? group.Targets.Count : 0);
        var rules = loadBalancer.Listeners.Sum(listener => listener.Rules.Count);
        Check(problems, origin, loadBalancer.Listeners.Count, Quotas.ListenersPerLoadBalancer,
            "listeners of a load balancer", Quota.Listeners, loadBalancer.Arn);
        Check(problems, origin, rules, Quotas.RulesPerLoadBalancer, "rules of a load balancer", Quota.Rules, loadBalancer.Arn);
        Check(problems, origin, used.Count, Quotas.TargetGroupsPerLoadBalancer,
            "target groups of a load balancer", Quota.TargetGroupsOfLoadBalancer, loadBalancer.Arn);
        var registrations = used.SelectMany(arn => groups.TryGetValue(arn, out var group) ? group.Targets : [])
            .CountBy(target => target.Id).Select(target => target.Value).DefaultIfEmpty().Max();
        Check(problems, origin, registrations, Quotas.RegistrationsPerTarget,
            "registrations of one target with a load balancer", Quota.RegistrationsOfTarget, loadBalancer.Arn);
        Check(problems, origin, targets, Quotas.TargetsPerLoadBalancer,
            "targets of a load balancer", Quota.TargetsOfLoadBalancer, loadBalancer.Arn);
        if (loadBalancer.Attributes.ClientKeepAlive < TimeSpan.FromSeconds(Quotas.LeastClientKeepAliveSeconds))
        {
            problems.Add(new Problem(
                origin,
                $"{LoadBalancerAttributeKeys.ClientKeepAlive} must be at least {Quotas.LeastClientKeepAliveSeconds}" +
                    ": write more, or set Alb:Limits to Relaxed")
            {
                Fault = new Fault.OverQuota(Quota.ClientKeepAlive, Quotas.LeastClientKeepAliveSeconds, loadBalancer.Arn),
            });
        }

        foreach (var listener in loadBalancer.Listeners)
        {
            CheckActions(problems, listener.Origin, listener.DefaultActions);
            foreach (var rule in listener.Rules)
            {
                CheckRule(problems, rule);
            }
        }
    }

    private static void CheckRule(List<Problem> problems, Rule rule)
    {
        if (rule.Conditions.Sum(Values) > Quotas.ValuesPerRule)
        {
            problems.Add(new Problem(
                rule.Origin, $"A rule can only have '{Quotas.ValuesPerRule}' condition values{Instead}")
            {
                Fault = new Fault.OverQuota(Quota.ValuesOfRule, Quotas.ValuesPerRule, rule.Arn),
            });
        }

        Check(problems, rule.Origin, rule.Conditions.Sum(Wildcards), Quotas.WildcardsPerRule,
            "wildcards in the conditions of a rule", Quota.WildcardsOfRule, rule.Arn);
        foreach (var condition in rule.Conditions.Where(condition => condition is not Condition.SourceIp))
        {
            Check(problems, rule.Origin, Values(condition), Quotas.ValuesPerCondition,
                "values of a condition", Quota.ValuesOfCondition, rule.Arn);
        }

        CheckActions(problems, rule.Origin, rule.Actions);
    }

    private static void CheckActions(List<Problem> problems, Origin origin, IReadOnlyList<RuleAction> actions)
    {
        foreach (var forward in actions.OfType<RuleAction.Forward>())
        {
            Check(problems, origin, forward.TargetGroups.Count, Quotas.TargetGroupsPerAction,
                "target groups of an action", Quota.TargetGroupsOfAction);
        }
    }

    private static int Values(Condition condition) => condition.RegexValues.Count + condition switch
    {
        Condition.HostHeader host => host.Values.Count,
        Condition.PathPattern path => path.Values.Count,
        Condition.HttpHeader header => header.Values.Count,
        Condition.HttpRequestMethod method => method.Values.Count,
        Condition.QueryString query => query.Values.Count,
        Condition.SourceIp source => source.Values.Count,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static int Wildcards(Condition condition) => condition switch
    {
        Condition.HostHeader host => host.Values.Sum(ConditionValues.Wildcards),
        Condition.PathPattern path => path.Values.Sum(ConditionValues.Wildcards),
        Condition.HttpHeader header => header.Values.Sum(ConditionValues.Wildcards),
        Condition.QueryString query => query.Values.Sum(parameter =>
            ConditionValues.WildcardsOfQuery(parameter.Key ?? "") + ConditionValues.WildcardsOfQuery(parameter.Value)),
        _ => 0,
    };

    /// <summary>Tells of a count that is over a quota.</summary>
    internal static void Check(
        List<Problem> problems, Origin origin, int count, int most, string what, Quota quota, string arn = "")
    {
        if (count > most)
        {
            problems.Add(new Problem(
                origin, $"AWS allows {most} {what}, not {count}{Instead}")
            {
                Fault = new Fault.OverQuota(quota, most, arn),
            });
        }
    }
}
