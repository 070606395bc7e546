using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Differences;

/// <summary>One of two topologies that are compared.</summary>
/// <param name="Topology">What it says.</param>
/// <param name="Roots">The same as nodes, where attributes stand as they were written.</param>
/// <param name="Snapshot">Its rules.</param>
/// <param name="Written">What things are called in the nodes that are called otherwise here.</param>
internal sealed record Side(
    Topology Topology, IReadOnlyList<Node> Roots, Snapshot Snapshot, IReadOnlyDictionary<string, string> Written)
{
    /// <summary>Names of target groups by ARN: the same group may have another ARN on the other side.</summary>
    public Dictionary<string, string> GroupNames { get; } =
        Topology.TargetGroups.ToDictionary(static group => group.Arn, static group => group.Name, StringComparer.Ordinal);

    public string NameOf(WeightedTargetGroup group) => GroupNames.GetValueOrDefault(group.TargetGroupArn, group.TargetGroupArn);

    /// <summary>The attributes of a load balancer, those that were not written as AWS has them.</summary>
    public WrittenAttributes AttributesOf(LoadBalancer loadBalancer) =>
        AttributeCheck.Written(NodeOf(loadBalancer).Find(LoadBalancerShape.Attributes.Name), AttributeTables.LoadBalancer);

    public WrittenAttributes AttributesOf(LoadBalancer loadBalancer, Listener listener) => AttributeCheck.Written(
        NodeOf(loadBalancer).Find(LoadBalancerShape.Listeners.Name).Items()
            .FirstOrDefault(node => node.Find(ListenerShape.Port.Name).TryInteger(out var port) && port == listener.Port).Find(ListenerShape.Attributes.Name),
        AttributeTables.Listener);

    public WrittenAttributes AttributesOf(TargetGroup group) => AttributeCheck.Written(
        Named(TopologyShape.TargetGroups, group.Name).Find(TargetGroupShape.Attributes.Name), AttributeTables.TargetGroup);

    /// <summary>What a load balancer says of itself and has no effect here.</summary>
    public string? WrittenOf(LoadBalancer loadBalancer, Property property) =>
        NodeOf(loadBalancer).Find(property.Name).TryAny(out var text) ? text : null;

    /// <summary>One alone needs no name.</summary>
    private Node? NodeOf(LoadBalancer loadBalancer) =>
        Named(TopologyShape.LoadBalancers, loadBalancer.Name) ?? (Items(TopologyShape.LoadBalancers).ToList() is [var only] ? only : null);

    private Node? Named(Property list, string name) =>
        Items(list).FirstOrDefault(node => node.Text("Name") == Written.GetValueOrDefault(name, name));

    private IEnumerable<Node> Items(Property list) => Roots.SelectMany(root => root.Find(list.Name).Items());
}
