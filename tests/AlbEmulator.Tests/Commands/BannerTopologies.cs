using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Commands;

/// <summary>What a banner tells of, put together in a few words.</summary>
internal static class BannerTopologies
{
    public static LoadBalancer LoadBalancer(string name, IPAddress address, params Listener[] listeners) => new()
    {
        Name = name,
        Arn = $"arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/{name}/0123456789abcdef",
        DnsName = $"{name}-1.us-east-1.elb.amazonaws.com",
        BindAddresses = [address],
        Listeners = listeners,
    };

    public static Listener Listener(int port, RuleAction action, params Rule[] rules) => new()
    {
        Arn = "arn:listener",
        Port = port,
        Protocol = ListenerProtocol.Http,
        DefaultActions = [action],
        Rules = rules,
    };

    public static Rule Rule(int priority, Condition[] conditions, string group) =>
        Rule(priority, conditions, Forward(group));

    public static Rule Rule(int priority, Condition[] conditions, RuleAction action) => new()
    {
        ListenerArn = "listener",
        Priority = priority,
        Conditions = conditions,
        Actions = [action],
    };

    public static RuleAction.Forward Forward(string group) => new($"arn:{group}");

    public static TargetGroup Group(string name, params Target[] targets) =>
        new() { Name = name, Arn = $"arn:{name}", Targets = targets };
}
