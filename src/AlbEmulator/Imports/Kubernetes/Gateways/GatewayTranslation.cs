using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>A Gateway as the load balancer, the listeners, the rules and the target groups that the controller makes of it.</summary>
internal sealed class GatewayTranslation
{
    private readonly GatewayMember _member;
    private readonly GatewayReader _reader;
    private readonly Import _import;
    private readonly GatewayLoadBalancer _loadBalancer;
    private readonly RouteActions _actions;

    private GatewayTranslation(GatewayMember member, GatewayReader reader, Import import)
    {
        (_member, _reader, _import) = (member, reader, import);
        _loadBalancer = new GatewayLoadBalancer(member, import);
        var groups = new RouteGroups(
            _loadBalancer, reader.Configurations.DefaultsOf(member.Settings), reader.Configurations, reader.Endpoints, import);
        _actions = new RouteActions(groups, import);
    }

    public static void Translate(GatewayMember member, GatewayReader reader, Import import) =>
        AllOrNothing.Add(import, () => new GatewayTranslation(member, reader, import).Build());

    private void Build()
    {
        _import.Resources.Add(_loadBalancer.Build());
        var listeners = _reader.Listeners.Of(_member.Gateway);
        var routes = _reader.Attachments.Of(_member.Gateway, listeners);
        PortSettings.NoteOthers(_member.Settings, _member.Gateway, listeners, _import);
        foreach (var port in listeners.GroupBy(listener => listener.Port).OrderBy(group => group.Key))
        {
            Add([.. port], routes.GetValueOrDefault(port.Key, []));
        }
    }

    /// <summary>The one listener of a port, also where nothing is attached.</summary>
    private void Add(List<GatewayListener> listeners, IReadOnlyList<AttachedRoute> routes)
    {
        var first = listeners[0];
        var listener = KubernetesResources.Listener(
            first.Origin,
            _loadBalancer.Name,
            first.Protocol,
            first.Port,
            new PortSettings(_member.Settings, listeners, routes, _reader.Secrets, _import).Properties(),
            [ActionNodes.NotFound(first.Origin)]);
        _import.Resources.Add(listener);
        var places = routes.SelectMany(route => _reader.Rules.Of(route.Route).SelectMany(rule =>
            rule.Matches.SelectMany(match => route.Hosts.Select(host => new RulePlace(rule, match, host)))));
        foreach (var (index, place) in places.Order(Comparer<RulePlace>.Create(RulePlace.Compare)).Index())
        {
            Add(place, index + 1, first, listener.Names[0]);
        }
    }

    private void Add(RulePlace place, int priority, GatewayListener listener, string id)
    {
        var rule = place.Rule;
        var origin = place.Match.Node.Origin;
        List<Node> conditions =
        [
            .. ConditionNodes.Of(
                origin, ConditionShape.HostHeader, "HostHeaderConfig", place.Host.Length > 0 ? [Nodes.Text(origin, place.Host)] : [], []),
            .. place.Match.Conditions,
            .. (rule.Filters.Settings?.Sources ?? [])
                .Where(source => source.Matches is null || source.Matches.Contains(place.Match.Index))
                .Select(source => source.Condition),
        ];
        var tags = rule.Filters.Settings?.Manifest.Spec.Entries("tags") ?? [];
        _import.Resources.Add(KubernetesResources.Rule(
            origin,
            id,
            priority,
            conditions,
            _actions.Of(rule, listener),
            RouteTransforms.Of(rule.Filters, place.Match),
            tags.Count > 0 ? [.. _loadBalancer.OwnTags(origin, $"{listener.Port}:{priority}"), .. tags] : []));
    }
}
