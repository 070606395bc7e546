using System.Net;
using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>What the development certificate is for: this machine, the load balancers, the hosts of their rules and of their keys.</summary>
/// <param name="Dns">DNS names, lower case and without wildcards, in an order that is the same in every run.</param>
/// <param name="Addresses">Of loopback.</param>
internal sealed partial record DevelopmentNames(IReadOnlyList<string> Dns, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>This machine by itself.</summary>
    private const string Here = "localhost";

    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Whether a listener has no certificate of its own.</summary>
    public static bool AreNeeded(Topology topology) => Listeners(topology).Any();

    public static DevelopmentNames Of(Topology topology)
    {
        var names = Listeners(topology).Select(item => item.LoadBalancer.DnsName).Concat(
            from item in Listeners(topology)
            from rule in item.Listener.Rules
            from condition in rule.Conditions.OfType<Condition.HostHeader>()
            from value in condition.Values.Concat(condition.RegexValues.Select(OneName))
            where IsName(value)
            select HostAndPort.Lower(value)).Concat(
            from item in Listeners(topology)
            where item.Listener.HasLogins
            select PublicKeyHost.Of(Arns.RegionOf(item.LoadBalancer.Arn)));
        var addresses =
            from item in Listeners(topology)
            from address in item.LoadBalancer.BindAddresses
            where IPAddress.IsLoopback(address)
            orderby address.ToString()
            select address;
        return new(
            [Here, .. names.Where(static name => name != Here).Order(StringComparer.Ordinal).Distinct()],
            [.. Loopback.Concat(addresses).Distinct()]);
    }

    /// <summary>Whether a text is one name that a client can ask for.</summary>
    public static bool IsName(string text) => Uri.CheckHostName(text) == UriHostNameType.Dns && text.All(char.IsAscii);

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
