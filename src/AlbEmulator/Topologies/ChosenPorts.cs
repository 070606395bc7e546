using System.Net;
using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Topologies.Binding;

namespace AlbEmulator.Topologies;

/// <summary>
/// Ports in the place of those that files leave open, before anything is made of the files: a listener with <c>Port: 0</c> is from
/// then on one of the port that the system chose, in everything that is told of it. What is still there after an edit keeps its
/// port, and is the same node.
/// </summary>
/// <param name="held">Where they come from.</param>
internal sealed class ChosenPorts(HeldPorts held)
{
    private const string OpenIssuer = AuthenticationValues.EchoIssuer + "0";

    /// <summary>What stands in the place of a node that leaves something open.</summary>
    private readonly ConditionalWeakTable<Node, Node> _filled = [];

    public HeldPorts Held => held;

    /// <summary>Where the API begins with the files nothing is left open, which is told when they are read.</summary>
    public IReadOnlyList<Node> InPlaceOf(IReadOnlyList<Node> roots, ReadingContext context) => context.Settings.FileIsSeed ? roots :
    [
        .. roots.Select(root => WithItems(
            WithItems(root, TopologyShape.LoadBalancers, node => LoadBalancer(node, context)), TopologyShape.TargetGroups, TargetGroup)),
    ];

    private Node LoadBalancer(Node node, ReadingContext context)
    {
        // One of several is known by its place among those that leave it open too.
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        return WithItems(node, LoadBalancerShape.Listeners, listener =>
        {
            listener = Actions(listener).Any(IsOfOpenProvider) ? Kept(listener, WithProvider(listener)) : listener;
            if (!IsOpen(listener, ListenerShape.Port))
            {
                return listener;
            }

            var what = $"{ReadingContext.Text(listener, ListenerShape.Protocol)} listener of {LoadBalancerReader.NameOf(node)}";
            open[what] = open.GetValueOrDefault(what) + 1;
            return WithPort(listener, held.Of($"{what}, {open[what]}", LoadBalancerReader.BindAddressesOf(node, context)));
        });
    }

    private Node TargetGroup(Node node)
    {
        var open = 0;
        var loopback = ReadingContext.Text(node, TargetGroupShape.IpAddressType) == TargetGroupShape.Ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        return WithItems(node, TargetGroupShape.Targets, target =>
            IsOpen(target, TargetGroupShape.TargetPort) && ReadingContext.Text(target, TargetGroupShape.Id) == Target.EchoId
                ? WithPort(target, held.Of($"echo target of {ReadingContext.Text(node, TargetGroupShape.Name)}, {++open}", [loopback]))
                : target);
    }

    private static bool IsOpen(Node node, Property port) => ReadingContext.Integer(node, port) == 0;

    private static IEnumerable<Node> Actions(Node listener) =>
        ReadingContext.Items(listener, ListenerShape.DefaultActions).Concat(
            ReadingContext.Items(listener, ListenerShape.Rules).SelectMany(rule => ReadingContext.Items(rule, RuleShape.Actions)));

    private static bool IsOfOpenProvider(Node action) =>
        (action.Find(ActionShape.AuthenticateOidcConfig.Name) ?? action.Find(ActionShape.JwtValidationConfig.Name))
            .Find(AuthenticateShape.Issuer.Name).TryText(out var issuer) && issuer == OpenIssuer;

    /// <summary>The echo provider is one for all who leave its port open.</summary>
    private Node WithProvider(Node listener)
    {
        var issuer = $"{AuthenticationValues.EchoIssuer}{held.Of("echo provider", [IPAddress.Loopback])}";
        return Nodes.Map(listener, (property, scalar) =>
            property == AuthenticateShape.Issuer.Name && scalar.Text == OpenIssuer ? scalar with { Text = issuer } : scalar);
    }

    private Node WithPort(Node node, int port) =>
        Kept(node, With(node, ListenerShape.Port.Name, open => Nodes.Number(open.Origin, port)));

    private Node WithItems(Node node, Property list, Func<Node, Node> change)
    {
        if (node.Find(list.Name) is not Node.Sequence sequence)
        {
            return node;
        }

        var items = sequence.Items.Select(change).ToList();
        return items.SequenceEqual(sequence.Items, ReferenceEqualityComparer.Instance)
            ? node
            : Kept(node, With(node, list.Name, _ => sequence with { Items = items }));
    }

    private static Node.Mapping With(Node node, string property, Func<Node, Node> change) => node is Node.Mapping mapping
        ? mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => entry.Name == property ? entry with { Value = change(entry.Value) } : entry)],
        }
        : throw new System.Diagnostics.UnreachableException();

    /// <summary>What stood in the place of a node before, if it says the same.</summary>
    private Node Kept(Node node, Node filled)
    {
        if (_filled.TryGetValue(node, out var before) && NodeValues.AreAlike(before, filled))
        {
            return before;
        }

        _filled.AddOrUpdate(node, filled);
        return filled;
    }
}
