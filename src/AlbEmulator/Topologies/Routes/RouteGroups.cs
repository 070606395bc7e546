using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Routes;

/// <summary>The target groups of routes: what they are called, and where their echo targets are.</summary>
internal sealed class RouteGroups
{
    private const string UsualName = "web";
    private const int FirstEcho = 9001;

    private readonly Dictionary<Route, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<int> _echoes;

    public RouteGroups(IReadOnlyList<Route> routes)
    {
        // Names that are written go before those that are made up.
        foreach (var route in routes.OrderBy(route => route.Name is null))
        {
            _names.Add(route, route.Name ?? Free(NameFrom(route)));
        }

        _echoes = [.. routes.SelectMany(route => route.Targets.All).Where(target => target.Id == Target.EchoId).Select(target => target.Port ?? 0)];
    }

    public string NameOf(Route route) => _names[route];

    public Node.Mapping Of(Route route)
    {
        var (origin, scheme) = (route.Origin, route.Targets.Scheme);
        return RouteTopology.Object(origin,
            (TargetGroupShape.Name.Name, Nodes.Text(origin, NameOf(route))),
            (TargetGroupShape.Protocol.Name, Unless(TargetGroupShape.Http, scheme.Protocol)),
            (TargetGroupShape.ProtocolVersion.Name, Unless(TargetGroupShape.Http1, scheme.Version)),
            (TargetGroupShape.IpAddressType.Name, Unless(TargetGroupShape.Ipv4, route.Targets.AreIPv6 ? TargetGroupShape.Ipv6 : TargetGroupShape.Ipv4)),
            (TargetGroupShape.Targets.Name, Nodes.Sequence(origin, route.Targets.All.Select(target => RouteTopology.Object(origin,
                (TargetGroupShape.Id.Name, Nodes.Text(origin, target.Id)),
                (TargetGroupShape.TargetPort.Name, Nodes.Number(origin, target.Port ?? FreeEcho())))))));

        Node? Unless(string usual, string value) => value == usual ? null : Nodes.Text(origin, value);
    }

    /// <summary>What of a path or a host can be the name of a target group.</summary>
    private static string NameFrom(Route route)
    {
        var name = GeneratedNames.OfWords((route.Host + route.Path).ToLowerInvariant());
        return name.Length == 0 ? UsualName : name[..Math.Min(name.Length, Bounds.LongestName)].TrimEnd('-');
    }

    private string Free(string name)
    {
        var free = name;
        for (var number = 2; _names.ContainsValue(free); number++)
        {
            var end = $"-{number}";
            free = name[..Math.Min(name.Length, Bounds.LongestName - end.Length)] + end;
        }

        return free;
    }

    private int FreeEcho()
    {
        var port = FirstEcho;
        while (!_echoes.Add(port))
        {
            port++;
        }

        return port;
    }
}
