using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// Rules that no ordinary client matches: a host-header condition compares the port as well, its values cannot hold one,
/// and clients leave it away only where it is their protocol's own.
/// </summary>
public static class HostPorts
{
    /// <summary>One note for each such rule, at the rule.</summary>
    /// <param name="topology">A topology without problems.</param>
    /// <param name="ignoresHostPort"><c>Alb:IgnoreHostPort</c>: then there are none.</param>
    public static IEnumerable<Problem> Notes(Topology topology, bool ignoresHostPort) => ignoresHostPort ? [] :
        from loadBalancer in topology.LoadBalancers
        from listener in loadBalancer.Listeners
        from rule in Unmatched(listener)
        select new Problem(rule.Origin, Told(listener, rule));

    /// <summary>Such rules of a listener.</summary>
    public static IReadOnlyList<Rule> Unmatched(Listener listener) => listener.Port == listener.Protocol.UsualPort()
        ? []
        : [.. listener.Rules.Where(static rule => Values(rule).Count > 0)];

    /// <summary>What is the matter with a rule, and what to do instead.</summary>
    public static string Told(Listener listener, Rule rule)
    {
        var port = listener.Port.ToString(CultureInfo.InvariantCulture);
        var host = Values(rule)[0];
        var regex = RegexOf(host, port);
        return $"clients of port {port} send it in their Host header ({host}:{port}), which Values of host-header do not match: "
            + $"write RegexValues such as {regex}, listen on port {listener.Protocol.UsualPort()} (Alb:PortMap binds another "
            + "in its place), or have the port ignored with Alb:IgnoreHostPort=true";
    }

    /// <summary>What of <c>RegexValues</c> matches a value of host-header with the port and without.</summary>
    public static string RegexOf(string value, string port) =>
        $"^{value.Replace(".", @"\.", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal).Replace('?', '.')}(:{port})?$";

    private static IReadOnlyList<string> Values(Rule rule) =>
        rule.Conditions.OfType<Condition.HostHeader>().FirstOrDefault()?.Values ?? [];
}
