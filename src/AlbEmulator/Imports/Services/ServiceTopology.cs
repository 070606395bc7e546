using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Services;

/// <summary>Services as the root of a topology file: one load balancer with one listener, and a target group for each.</summary>
internal static class ServiceTopology
{
    /// <summary>What the listener is unless <c>Alb:AssumeListener</c> says it.</summary>
    public const string UsualProtocol = "HTTP";

    /// <inheritdoc cref="UsualProtocol"/>
    public const int UsualPort = 8080;

    /// <param name="name">Of the load balancer.</param>
    /// <param name="origin">Where the services stand.</param>
    /// <param name="services">Those with rules, and at most one without.</param>
    /// <param name="settings">What is listened on.</param>
    public static Node.Mapping Of(string name, Origin origin, IReadOnlyList<RoutedService> services, AlbSettings settings)
    {
        var names = NamesOf(services);
        var fallback = services.FirstOrDefault(service => service.Labels.IsDefault);
        var (protocol, port) = AssumedListener.Parse(settings.AssumeListener) ?? (UsualProtocol, UsualPort);
        var rules = ServicePriorities.Of(services.Where(HasConditions)).Select(rule => Nodes.Mapping(
            rule.Service.Origin,
            Nodes.Entry(RuleShape.Priority.Name, rule.Priority),
            Nodes.Entry(RuleShape.Conditions.Name, Nodes.Sequence(rule.Service.Origin, Conditions(rule.Service))),
            Nodes.Entry(RuleShape.Actions.Name, Nodes.Sequence(
                rule.Service.Origin, [ActionNodes.Forward(rule.Service.Origin, names[rule.Service])]))));
        var listener = Nodes.Mapping(
            origin,
            Nodes.Entry(ListenerShape.Port.Name, Nodes.Number(origin, port)),
            Nodes.Entry(ListenerShape.Protocol.Name, Nodes.Text(origin, protocol)),
            Nodes.Entry(ListenerShape.DefaultActions.Name, fallback is null
                ? Nodes.Sequence(origin, [ActionNodes.NotFound(origin, "No service takes this request.")])
                : Nodes.Sequence(fallback.Origin, [ActionNodes.Forward(fallback.Origin, names[fallback])])),
            Nodes.Entry(ListenerShape.Rules.Name, Nodes.Sequence(origin, rules)));
        var loadBalancer = Nodes.Mapping(
            origin,
            Nodes.Entry(LoadBalancerShape.Name.Name, Nodes.Text(origin, name)),
            Nodes.Entry(LoadBalancerShape.Listeners.Name, Nodes.Sequence(origin, [listener])));
        return Nodes.Mapping(
            origin,
            new Entry(TopologyShape.LoadBalancers.Name, origin, Nodes.Sequence(origin, [loadBalancer])),
            new Entry(TopologyShape.TargetGroups.Name, origin, Nodes.Sequence(origin, services.Select(service => Group(service, names[service])))));
    }

    /// <summary>Those of which every one is wrong are told of.</summary>
    private static bool HasConditions(RoutedService service) => service.Labels.Paths.Count + service.Labels.Hosts.Count > 0;

    private static Node.Mapping Group(RoutedService service, string name) => Nodes.Mapping(
        service.Origin,
        Nodes.Entry(TargetGroupShape.Name.Name, Nodes.Text(service.Origin, name)),
        Nodes.Entry(TargetGroupShape.Targets.Name, Nodes.Sequence(service.Origin, service.Targets.Select(target => Nodes.Mapping(
            target.Origin,
            Nodes.Entry(TargetGroupShape.Id.Name, Nodes.Text(target.Origin, target.Host)),
            Nodes.Entry(TargetGroupShape.TargetPort.Name, Nodes.Number(target.Origin, target.Port)))))));

    private static IEnumerable<Node> Conditions(RoutedService service)
    {
        foreach (var (field, values) in new[] { ("host-header", service.Labels.Hosts), ("path-pattern", service.Labels.Paths) })
        {
            if (values.Count > 0)
            {
                yield return Nodes.Mapping(
                    values[0].Origin,
                    Nodes.Entry(ConditionShape.Field.Name, Nodes.Text(values[0].Origin, field)),
                    Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(values[0].Origin, values)));
            }
        }
    }

    /// <summary>Names of services as names of target groups, which have fewer characters.</summary>
    private static Dictionary<RoutedService, string> NamesOf(IReadOnlyList<RoutedService> services)
    {
        var names = new Dictionary<RoutedService, string>(ReferenceEqualityComparer.Instance);
        foreach (var service in services)
        {
            var name = GeneratedNames.OfWords(service.Name);
            var isGood = name.Length > 0 && ResourceNames.ProblemWithTargetGroup(name) is null && !names.ContainsValue(name);
            names.Add(service, isGood ? name : GeneratedNames.WithPrefix($"{(name.Length == 0 ? "service" : name)}-", service.Name));
        }

        return names;
    }
}
