using AlbEmulator.Model;

namespace AlbEmulator.Tests.Support;

/// <summary>Changes to the one listener of a topology.</summary>
internal static class TopologyChanges
{
    /// <summary>The ARN of a target group of the topology.</summary>
    public static string Arn(this Topology topology, string targetGroup) =>
        topology.TargetGroups.Single(group => group.Name == targetGroup).Arn;

    /// <summary>Forwards to these groups by weight.</summary>
    public static RuleAction.Forward Forward(
        this Topology topology, params IEnumerable<(string Group, int Weight)> shares) =>
        new([.. shares.Select(share => new WeightedTargetGroup(topology.Arn(share.Group), share.Weight))]);

    /// <summary>With another default action.</summary>
    public static Topology WithDefault(this Topology topology, RuleAction action) =>
        topology.With(listener => listener with { DefaultActions = [action] });

    /// <summary>With a rule for a path.</summary>
    public static Topology WithRule(
        this Topology topology, int priority, string path, RuleAction action, params IReadOnlyList<Transform> transforms) =>
        topology.WithRule(priority, new Condition.PathPattern([path]), action, transforms);

    /// <summary>With a rule.</summary>
    public static Topology WithRule(
        this Topology topology,
        int priority,
        Condition condition,
        RuleAction action,
        params IReadOnlyList<Transform> transforms) =>
        topology.With(listener => listener with
        {
            Rules =
            [
                .. listener.Rules,
                new Rule
                {
                    ListenerArn = listener.Arn,
                    Priority = priority,
                    Conditions = [condition],
                    Actions = [action],
                    Transforms = transforms,
                },
            ],
        });

    /// <summary>With another listener.</summary>
    public static Topology With(this Topology topology, Func<Listener, Listener> change)
    {
        var loadBalancer = Assert.Single(topology.LoadBalancers);
        return topology with
        {
            LoadBalancers = [loadBalancer with { Listeners = [change(Assert.Single(loadBalancer.Listeners))] }],
        };
    }
}
