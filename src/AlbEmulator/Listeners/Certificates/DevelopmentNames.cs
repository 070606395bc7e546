using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>What the development certificate is for: this machine, the load balancers, and the hosts of their rules.</summary>
internal static class DevelopmentNames
{
    /// <summary>More names make a certificate that clients do not take.</summary>
    private const int Most = 500;

    private static readonly string[] Here = ["localhost", "*.localhost"];

    /// <summary>Whether a listener has no certificate of its own.</summary>
    public static bool AreNeeded(Topology topology) => Listeners(topology).Any();

    /// <summary>DNS names, lower case, in an order that is the same in every run.</summary>
    public static IReadOnlyList<string> Of(Topology topology)
    {
        var names = Listeners(topology).Select(item => item.LoadBalancer.DnsName).Concat(
            from item in Listeners(topology)
            from rule in item.Listener.Rules
            from condition in rule.Conditions.OfType<Condition.HostHeader>()
            from value in condition.Values
            where Uri.CheckHostName(value) == UriHostNameType.Dns && value.All(char.IsAscii)
            select value.ToLowerInvariant());
        return [.. Here, .. names.Except(Here).Order(StringComparer.Ordinal).Distinct().Take(Most)];
    }

    private static IEnumerable<(LoadBalancer LoadBalancer, Listener Listener)> Listeners(Topology topology) =>
        from loadBalancer in topology.LoadBalancers
        from listener in loadBalancer.Listeners
        where listener.Protocol == ListenerProtocol.Https && listener.Certificates.Count == 0
        select (loadBalancer, listener);
}
