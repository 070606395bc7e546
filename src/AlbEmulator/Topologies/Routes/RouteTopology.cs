using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Routes;

/// <summary>
/// What routes stand for: one load balancer with a rule for each path and host, in the order of the routes, and a target group
/// for each route. What no route takes gets a 404.
/// </summary>
internal static class RouteTopology
{
    private const string Name = "alb";
    private const int PriorityStep = 10;
    private static readonly Origin Place = new(RouteReader.Place, 0, "");

    /// <summary>The root of a topology file; null where it cannot be, which is told.</summary>
    public static Node? Of(IReadOnlyList<Route> routes, RoutePorts ports, List<Problem> problems)
    {
        var before = problems.Count;
        foreach (var route in routes.Where(route => route.Targets.Scheme.NeedsHttps && ports.HttpsPort is null))
        {
            problems.Add(new Problem(route.Origin, "has targets of gRPC or HTTP/2, which only an HTTPS listener forwards to: add --https"));
        }

        var forHttp = routes.Where(route => !route.Targets.Scheme.NeedsHttps).ToList();
        if (forHttp.Count == 0 && ports.Port is not null && problems.Count == before)
        {
            problems.Add(new Problem(
                Place.At("--port"), "is of an HTTP listener, and all targets are of gRPC or HTTP/2, which only an HTTPS listener "
                    + "forwards to: leave it away, or write --https-port"));
        }

        var port = ports.Port ?? RoutePorts.UsualHttp;
        if (forHttp.Count > 0 && port == ports.HttpsPort && port != 0)
        {
            problems.Add(new Problem(Place.At("--https-port"), $"is {port}, and so is the port of HTTP: write another"));
        }

        if (problems.Count > before)
        {
            return null;
        }

        var groups = new RouteGroups(routes);
        List<Node> listeners = forHttp.Count > 0 ? [Listener(port, ListenerProtocol.Http, forHttp, groups)] : [];
        if (ports.HttpsPort is { } secure)
        {
            listeners.Add(Listener(secure, ListenerProtocol.Https, routes, groups));
        }

        return Object(Place,
            (TopologyShape.LoadBalancers.Name, Nodes.Sequence(Place, [Object(Place,
                (LoadBalancerShape.Name.Name, Nodes.Text(Place, Name)),
                ("IpAddressType", routes.Any(route => route.Targets.AreIPv6) ? Nodes.Text(Place, "dualstack") : null),
                (LoadBalancerShape.Listeners.Name, Nodes.Sequence(Place, listeners)))])),
            (TopologyShape.TargetGroups.Name, Nodes.Sequence(Place, routes.Select(groups.Of))));
    }

    private static Node.Mapping Listener(int port, ListenerProtocol protocol, IReadOnlyList<Route> routes, RouteGroups groups)
    {
        var rest = routes.FirstOrDefault(route => route.IsDefault);
        var rules = routes.Where(route => !route.IsDefault).Select((route, index) => Object(route.Origin,
            ("Priority", Nodes.Number(route.Origin, (index + 1) * PriorityStep)),
            ("Conditions", Nodes.Sequence(route.Origin, Conditions(route, port, protocol))),
            ("Actions", Nodes.Sequence(route.Origin, [ActionNodes.Forward(route.Origin, groups.NameOf(route))])))).ToList();
        return Object(Place,
            (ListenerShape.Port.Name, Nodes.Number(Place.At(protocol == ListenerProtocol.Http ? "--port" : "--https-port"), port)),
            (ListenerShape.Protocol.Name, protocol == ListenerProtocol.Https ? Nodes.Text(Place, "HTTPS") : null),
            (ListenerShape.DefaultActions.Name, Nodes.Sequence(Place, [rest is null
                ? ActionNodes.NotFound(Place, "No route takes this request.")
                : ActionNodes.Forward(rest.Origin, groups.NameOf(rest))])),
            (ListenerShape.Rules.Name, rules.Count == 0 ? null : Nodes.Sequence(Place, rules)));
    }

    private static IEnumerable<Node> Conditions(Route route, int port, ListenerProtocol protocol)
    {
        if (route.Host is { } host)
        {
            // Clients send the port unless it is their protocol's own, and a value cannot hold one.
            yield return port == protocol.UsualPort()
                ? Condition(route, "host-header", "Values", host)
                : Condition(route, "host-header", "RegexValues", HostPorts.RegexOf(host, port));
        }

        if (route.Path is { } path)
        {
            yield return Condition(route, "path-pattern", "Values", path);
        }
    }

    private static Node.Mapping Condition(Route route, string field, string values, string value) => Object(route.Origin,
        ("Field", Nodes.Text(route.Origin, field)),
        (values, Nodes.Sequence(route.Origin, [Nodes.Text(route.Origin, value)])));

    /// <summary>A mapping of what is there.</summary>
    internal static Node.Mapping Object(Origin origin, params IEnumerable<(string Name, Node? Value)> entries) => new(
        origin, [.. entries.Where(entry => entry.Value is not null).Select(entry => Nodes.Entry(entry.Name, entry.Value!))]);
}
