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
        var host = Values(rule)[0];
        var port = listener.Port == 0 ? "PORT" : listener.Port.ToString(CultureInfo.InvariantCulture);
        return $"clients of {(listener.Port == 0 ? "a port that is free" : $"port {port}")} send it in their Host header ({host}:{port}), which Values of "
            + $"host-header do not match: write RegexValues such as {RegexOf(host, listener.Port)}, listen on port {listener.Protocol.UsualPort()} (Alb:PortMap binds another "
            + "in its place), or have the port ignored with Alb:IgnoreHostPort=true";
    }

    /// <summary>What of <c>RegexValues</c> matches a value of host-header with the port and without.</summary>
    /// <param name="value">Of the condition.</param>
    /// <param name="port">Of the listener; 0 for any.</param>
    public static string RegexOf(string value, int port)
    {
        var host = value.Replace(".", @"\.", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal).Replace('?', '.');
        return string.Create(CultureInfo.InvariantCulture, $"^{host}(:{(port == 0 ? "[0-9]+" : port)})?$");
    }

    private static IReadOnlyList<string> Values(Rule rule) =>
        rule.Conditions.OfType<Condition.HostHeader>().FirstOrDefault()?.Values ?? [];
}
