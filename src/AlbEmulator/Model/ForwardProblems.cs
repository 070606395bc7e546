namespace AlbEmulator.Model;

/// <summary>
/// What cannot be right about a forward action and the target groups that it names.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"/>
/// </summary>
public static class ForwardProblems
{
    public static IEnumerable<Problem> Find(Topology topology)
    {
        // With all others nothing can be wrong.
        var groups = topology.TargetGroups
            .Where(group => group.ProtocolVersion != ProtocolVersion.Http1 || group.Attributes.Stickiness is not null)
            .DistinctBy(group => group.Arn).ToDictionary(group => group.Arn);
        var listeners = topology.LoadBalancers.SelectMany(item => item.Listeners)
            .Where(listener => listener.TargetGroupArns.Any(groups.ContainsKey));
        foreach (var listener in listeners)
        {
            var problems = listener.Rules
                .SelectMany(rule => Of(rule.Actions, rule.Origin, () => rule.Arn, listener, groups))
                .Concat(Of(listener.DefaultActions, listener.Origin, () => listener.Arn, listener, groups));
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> Of(
        IReadOnlyList<RuleAction> actions, Origin origin, Func<string> arn, Listener listener, Dictionary<string, TargetGroup> groups) =>
        from forward in actions.OfType<RuleAction.Forward>()
        from found in Of(forward, listener, arn, groups)
        select new Problem(origin, found.Message) { Fault = found.Fault };

    private static IEnumerable<(string Message, Fault Fault)> Of(
        RuleAction.Forward forward, Listener listener, Func<string> arn, Dictionary<string, TargetGroup> groups)
    {
        var isWeighted = forward.TargetGroups.Count > 1;
        foreach (var group in forward.TargetGroups.Select(item => groups.GetValueOrDefault(item.TargetGroupArn)))
        {
            if (group is null)
            {
                continue;
            }

            if (listener.Protocol == ListenerProtocol.Http && group.ProtocolVersion != ProtocolVersion.Http1)
            {
                var version = group.ProtocolVersion.ToString().ToUpperInvariant();
                yield return (
                    $"forwards to {Quoted.Text(group.Name)}, whose ProtocolVersion is {version}, and only HTTPS listeners may: " +
                        "write ProtocolVersion HTTP1, or Protocol HTTPS for the listener",
                    new Fault.ProtocolMismatch("HTTP", version));
            }

            if (isWeighted && forward.Stickiness is null && group.Attributes.Stickiness is not null)
            {
                yield return (
                    $"forwards to several target groups, {Quoted.Text(group.Name)} with stickiness.enabled: " +
                        "You must enable group stickiness before enabling target stickiness: " +
                        "write TargetGroupStickinessConfig",
                    new Fault.NoGroupStickiness(arn()));
            }
        }
    }
}
