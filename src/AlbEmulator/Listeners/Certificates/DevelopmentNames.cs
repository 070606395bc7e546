using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>What the development certificate is for: this machine, the load balancers, the hosts of their rules and of their keys.</summary>
internal static partial class DevelopmentNames
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
            from value in condition.Values.Concat(condition.RegexValues.Select(OneName))
            where Uri.CheckHostName(value) == UriHostNameType.Dns && value.All(char.IsAscii)
            select HostAndPort.Lower(value)).Concat(
            from item in Listeners(topology)
            where item.Listener.HasLogins
            select PublicKeyHost.Of(Arns.RegionOf(item.LoadBalancer.Arn)));
        return [.. Here, .. names.Except(Here).Order(StringComparer.Ordinal).Distinct().Take(Most)];
    }

    /// <summary>The name that a regular expression stands for, perhaps with a port; nothing where it stands for several.</summary>
    private static string OneName(string regex) =>
        OneNameWithPort().Match(regex).Groups[1].Value.Replace(@"\.", ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^\^((?:[A-Za-z0-9-]|\\\.)+)(?:\(?:(?:[0-9]+|\\d\+|\[0-9\]\+)(?:\)\??)?)?\$\z", RegexOptions.CultureInvariant)]
    private static partial Regex OneNameWithPort();

    private static IEnumerable<(LoadBalancer LoadBalancer, Listener Listener)> Listeners(Topology topology) =>
        from loadBalancer in topology.LoadBalancers
        from listener in loadBalancer.Listeners
        where listener.Protocol == ListenerProtocol.Https && listener.Certificates.Count == 0
        select (loadBalancer, listener);
}
