using System.Net;
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

    private readonly StandIns _filled = new();

    public HeldPorts Held => held;

    /// <summary>Where the API begins with the files nothing is left open, which is told when they are read.</summary>
    public IReadOnlyList<Node> InPlaceOf(IReadOnlyList<Node> roots, ReadingContext context) => context.Settings.FileIsSeed ? roots :
    [
        .. roots.Select(root => _filled.WithItems(
            _filled.WithItems(root, TopologyShape.LoadBalancers, node => LoadBalancer(node, context)), TopologyShape.TargetGroups, TargetGroup)),
    ];

    private Node LoadBalancer(Node node, ReadingContext context)
    {
        // One of several is known by its place among those that leave it open too.
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        return _filled.WithItems(node, LoadBalancerShape.Listeners, listener =>
        {
            listener = Actions(listener).Any(IsOfOpenProvider) ? _filled.InPlaceOf(listener, WithProvider(listener)) : listener;
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
        return _filled.WithItems(node, TargetGroupShape.Targets, target =>
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
        _filled.With(node, ListenerShape.Port.Name, open => Nodes.Number(open.Origin, port));
}
