using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>Which routes are at which ports of a Gateway. Those that are nowhere are noted, with the reason.</summary>
internal sealed class RouteAttachments(Manifests manifests, NamespaceChoice namespaces, RouteHosts hosts, SpecCheck check, Import import)
{
    private readonly HashSet<Node> _resolved = new(ReferenceEqualityComparer.Instance);

    /// <summary>The routes of a Gateway by port; ports without any are not there.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<AttachedRoute>> Of(Manifest gateway, IReadOnlyList<GatewayListener> listeners)
    {
        var attached = new Dictionary<int, List<AttachedRoute>>();
        foreach (var route in Routes)
        {
            foreach (var (port, at) in Ports(route, gateway, listeners).OrderBy(item => item.Key))
            {
                if (!attached.TryGetValue(port, out var routes))
                {
                    attached.Add(port, routes = []);
                }

                routes.Add(new AttachedRoute(route, at));
            }
        }

        return attached.ToDictionary(item => item.Key, IReadOnlyList<AttachedRoute> (item) => item.Value);
    }

    /// <summary>Notes the routes that belong to no Gateway that was read.</summary>
    public void NoteOthers()
    {
        foreach (var route in Routes.Where(route => !route.Spec.Field("parentRefs").Items().Any(_resolved.Contains)))
        {
            var parents = route.Spec.Field("parentRefs").Items().Select(parent => parent.Text("name")).Where(name => name.Length > 0).ToList();
            import.Note(route.Origin, parents.Count == 0
                ? $"{route.Words} is left out: it has no spec.parentRefs"
                : $"{route.Words} is left out: no Gateway that is run is called {Quoted.List(parents)} there");
        }
    }

    private IEnumerable<Manifest> Routes => manifests.All(ManifestKinds.HttpRoute).Concat(manifests.All(ManifestKinds.GrpcRoute))
        .Where(route => !route.IsBeingDeleted);

    private Dictionary<int, IReadOnlyList<string>> Ports(Manifest route, Manifest gateway, IReadOnlyList<GatewayListener> listeners)
    {
        var taken = new List<GatewayListener>();
        foreach (var parent in route.Spec.Field("parentRefs").Items().Take(SpecLimits.Parents))
        {
            var of = listeners.Where(listener => IsParent(parent, route, listener.Owner)).ToList();
            if (of.Count == 0 && !IsParent(parent, route, gateway))
            {
                continue;
            }

            _resolved.Add(parent);
            check.Check(route, route.Kind == ManifestKinds.GrpcRoute ? GatewayShapes.GrpcRoute : GatewayShapes.HttpRoute);
            taken.AddRange(Attach(parent, route, of));
        }

        NoteHostsOfNone(route, taken);
        return taken.GroupBy(listener => listener.Port).ToDictionary(group => group.Key, group => HostsAt(route, [.. group]));
    }

    private static bool IsParent(Node parent, Manifest route, Manifest owner)
    {
        var kind = parent.Text("kind") is { Length: > 0 } written ? written : ManifestKinds.Gateway;
        var space = parent.Text("namespace") is { Length: > 0 } other ? other : route.Namespace;
        return kind == owner.Kind && space == owner.Namespace && parent.Text("name") == owner.Name;
    }

    /// <summary>The listeners that take a route of those that it names.</summary>
    private List<GatewayListener> Attach(Node parent, Manifest route, List<GatewayListener> listeners)
    {
        var section = parent.Text("sectionName");
        var port = parent.Field("port").TryInteger(out var number) ? number : 0;
        var named = listeners.FindAll(listener => (section.Length == 0 || listener.Name == section) && (port == 0 || listener.Port == port));
        if (named.Count == 0)
        {
            var what = section.Length > 0 ? $"the listener {Quoted.Text(section)}{(port > 0 ? $" at port {port}" : "")}" : port > 0 ? $"a listener at port {port}" : "a listener";
            var there = listeners.Count == 0 ? "" : $": there is {string.Join(", ", listeners.Select(listener => $"{Quoted.Plain(listener.Name)} ({listener.Port})"))}";
            import.Note(parent.Origin, $"{route.Words} is not attached: {Quoted.Text(parent.Text("name"))} has not {what}{there}");
            return [];
        }

        var reasons = named.Select(listener => (Listener: listener, Reason: Reason(route, listener))).ToList();
        if (reasons.TrueForAll(item => item.Reason is not null))
        {
            import.Note(parent.Origin, $"{route.Words} is not attached: {string.Join("; ", reasons.Select(item => item.Reason).Distinct())}");
        }

        return [.. reasons.Where(item => item.Reason is null).Select(item => item.Listener)];
    }

    /// <summary>Why a listener does not take a route; null where it does.</summary>
    private string? Reason(Manifest route, GatewayListener listener)
    {
        var allowed = listener.Node.Field("allowedRoutes").Field("namespaces");
        return !namespaces.Has(allowed, NamespaceChoice.Same, listener.Owner.Namespace, route.Namespace)
            ? $"{listener.Words} takes no routes of the namespace {Quoted.Text(route.Namespace)}, write allowedRoutes.namespaces there"
            : !listener.HasKind(route.Kind) ? $"{listener.Words} takes no {route.Kind}{(listener.IsHttps ? "" : ": it has the protocol HTTP")}"
            : !TakesHosts(route, listener) ? $"{listener.Words} is for {Quoted.Text(listener.Host)}, which is none of the hostnames of the route"
            : null;
    }

    private bool TakesHosts(Manifest route, GatewayListener listener) => listener.Host.Length == 0 || hosts.Of(route).Count == 0
        || hosts.Of(route).Any(host => RouteHosts.Common(host, listener.Host) is not null);

    /// <summary>
    /// Hosts of a route that has listeners of one port: those that it has in common with listeners that have a hostname, and
    /// its own only where none of them has one.
    /// </summary>
    private IReadOnlyList<string> HostsAt(Manifest route, List<GatewayListener> listeners)
    {
        var own = hosts.Of(route);
        var common = listeners.Where(listener => listener.Host.Length > 0)
            .SelectMany(listener => own.Count == 0 ? [listener.Host] : own.Select(host => RouteHosts.Common(host, listener.Host)).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (common.Count == 0)
        {
            return own.Count == 0 ? [""] : own;
        }

        if (listeners.Find(listener => listener.Host.Length == 0) is { } wide && (own.Count == 0 || own.Any(host => !common.Contains(host))))
        {
            import.Note(
                wide.Origin,
                $"{route.Words} takes only requests for {Quoted.List(common)} at port {wide.Port}: beside listeners with a hostname the controller does not count {wide.Words}, which has none");
        }

        return common;
    }

    private void NoteHostsOfNone(Manifest route, List<GatewayListener> taken)
    {
        if (taken.Count == 0 || taken.Exists(listener => listener.Host.Length == 0))
        {
            return;
        }

        foreach (var host in route.Spec.Field("hostnames").Items())
        {
            if (host.TryAny(out var text) && !taken.Exists(listener => RouteHosts.Common(text, listener.Host) is not null))
            {
                import.Note(host.Origin, $"{route.Words} has the hostname {Quoted.Text(text)}, which fits no listener that it is attached to: it is left out");
            }
        }
    }
}
