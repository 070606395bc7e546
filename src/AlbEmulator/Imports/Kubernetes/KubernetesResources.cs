using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Load balancers, listeners and rules that the controller makes, of whatever objects.</summary>
internal static class KubernetesResources
{
    /// <param name="origin">What it is made of.</param>
    /// <param name="id">What the controller calls it.</param>
    /// <param name="name">Its name, by which listeners name it.</param>
    /// <param name="scheme">Internal unless it is written.</param>
    /// <param name="addressType">Null where it is not written.</param>
    /// <param name="attributes">By their keys.</param>
    /// <param name="tags">Those of the controller's own first.</param>
    public static Resource LoadBalancer(
        Origin origin, string id, Node.Scalar name, Node? scheme, Node? addressType, IReadOnlyList<Entry> attributes, IReadOnlyList<Entry> tags) => new(
        ResourceKind.LoadBalancer,
        origin,
        [name.Text, id],
        [
            Nodes.Entry(LoadBalancerShape.Name.Name, name),
            Nodes.Entry(LoadBalancerShape.Scheme.Name, scheme ?? Nodes.Text(origin, LoadBalancerShape.InternalScheme)),
            .. Entries(LoadBalancerShape.IpAddressType, addressType),
            .. KeyValues.Attributes(LoadBalancerShape.Attributes, attributes),
            .. KeyValues.Tags(origin, tags),
        ])
        { Source = SourceKind.Kubernetes };

    /// <param name="origin">What it is made of.</param>
    /// <param name="loadBalancer">The name of its load balancer.</param>
    /// <param name="protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="port">Its port.</param>
    /// <param name="settings">Its TLS, its certificates, its attributes.</param>
    /// <param name="actions">What becomes of requests that no rule takes.</param>
    public static Resource Listener(
        Origin origin, string loadBalancer, string protocol, int port, IEnumerable<Entry> settings, IReadOnlyList<Node> actions) => new(
        ResourceKind.Listener,
        origin,
        [$"{loadBalancer} {protocol}:{port}"],
        [
            Nodes.Entry(ListenerShape.Port.Name, Nodes.Number(origin, port)),
            Nodes.Entry(ListenerShape.Protocol.Name, Nodes.Text(origin, protocol)),
            .. settings,
            Nodes.Entry(ListenerShape.DefaultActions.Name, Nodes.Sequence(actions[0].Origin, actions)),
        ])
        { Source = SourceKind.Kubernetes, Parent = Nodes.Text(origin, loadBalancer) };

    /// <param name="origin">What it is made of.</param>
    /// <param name="listener">The name of its listener.</param>
    /// <param name="priority">From 1 on.</param>
    /// <param name="conditions">Which requests it takes.</param>
    /// <param name="actions">What becomes of them.</param>
    /// <param name="transforms">How they are changed before.</param>
    /// <param name="tags">Those of the controller's own first.</param>
    public static Resource Rule(
        Origin origin,
        string listener,
        int priority,
        IReadOnlyList<Node> conditions,
        IReadOnlyList<Node> actions,
        IReadOnlyList<Node> transforms,
        params IReadOnlyList<Entry> tags) => new(
        ResourceKind.Rule,
        origin,
        [$"{listener}:{priority}"],
        [
            Nodes.Entry(RuleShape.Priority.Name, Nodes.Number(origin, priority)),
            Nodes.Entry(RuleShape.Conditions.Name, Nodes.Sequence(origin, conditions)),
            Nodes.Entry(RuleShape.Actions.Name, Nodes.Sequence(origin, actions)),
            .. Entries(RuleShape.Transforms, transforms.Count > 0 ? Nodes.Sequence(origin, transforms) : null),
            .. KeyValues.Tags(origin, tags),
        ])
        { Source = SourceKind.Kubernetes, Parent = Nodes.Text(origin, listener) };

    private static IEnumerable<Entry> Entries(Property property, Node? value) => value is null ? [] : [Nodes.Entry(property.Name, value)];
}
