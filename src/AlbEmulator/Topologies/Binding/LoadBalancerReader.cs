using System.Net;
using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of a load balancer to the model.</summary>
internal static class LoadBalancerReader
{
    private static readonly ConditionalWeakTable<Node, LoadBalancer> Made = [];

    /// <summary>Listeners that are bound to another port, by those that they were read as.</summary>
    private static readonly ConditionalWeakTable<Listener, Listener> Mapped = [];

    public static LoadBalancer Read(Node node, bool isOnly, ReadingContext context)
    {
        var name = Name(node, isOnly, context);
        var given = ReadingContext.GivenArn(node);
        var arn = given ?? Arns.LoadBalancer(context.Settings.Region, context.Settings.AccountId, name);
        var addresses = BindAddressesOf(node, context);
        var names = PortMap.NamesOf(name, ReadingContext.Place(node, LoadBalancerShape.Name));
        var listeners = context.Each(
            ReadingContext.Items(node, LoadBalancerShape.Listeners), arn, (item, apart) => ListenerReader.Read(item, arn, apart))
            .Select(listener => Bound(listener.Made, names, addresses, context)).ToList();

        TagReader.Check(node, context);
        SubnetReader.Check(node, context);
        var type = AddressType(node);
        var isInternal = ReadingContext.Text(node, LoadBalancerShape.Scheme) == LoadBalancerShape.InternalScheme;
        if (isInternal && type == LoadBalancerAddressType.DualstackWithoutPublicIpv4)
        {
            context.Tell(
                ReadingContext.Place(node, LoadBalancerShape.IpAddressType),
                $"{LoadBalancerShape.DualstackWithoutPublicIpv4} is for load balancers that are internet-facing: write dualstack",
                new Fault.AddressTypeMismatch());
        }

        return Unchanged(node, new LoadBalancer
        {
            Name = name,
            Arn = arn,
            DnsName = given is null
                ? Arns.DnsName(context.Settings.Region, arn, name, isInternal)
                : Arns.DnsName(Arns.RegionOf(arn), arn, name, isInternal, context.Settings.DnsSuffix),
            IpAddressType = type,
            BindAddresses = addresses,
            Attributes = Attributes(node, context),
            Listeners = listeners,
            Origin = ReadingContext.Place(node, LoadBalancerShape.Name),
        });
    }

    /// <summary>The name of a load balancer that has one, or need not have one.</summary>
    public static string NameOf(Node node) =>
        ReadingContext.Text(node, LoadBalancerShape.Name) ?? LoadBalancerShape.Name.Default!;

    /// <summary>What does not parse was told, of the file by its shape and of the settings by TopologyFiles.</summary>
    public static IReadOnlyList<IPAddress> BindAddressesOf(Node node, ReadingContext context)
    {
        var text = ReadingContext.Text(node, LoadBalancerShape.BindAddress) ?? context.Settings.BindAddress;
        return BindAddresses.TryParse(text, out var written)
            ? BindAddresses.Of(written, AddressType(node), context.IsThere)
            : [IPAddress.Loopback];
    }

    /// <summary>By <c>Alb:PortMap</c>. A port that the system chose for a listener is not mapped again.</summary>
    private static Listener Bound(
        Listener listener, IReadOnlyList<string> names, IReadOnlyList<IPAddress> addresses, ReadingContext context)
    {
        if (PortMap.Find(context.Settings, names, listener.Port) is not { } port || context.Held?.Has(listener.Port) == true)
        {
            return listener;
        }

        port = port == 0 && context.Held is { } held ? held.Of($"{names[0]}/{listener.Port}", addresses) : port;
        if (!Mapped.TryGetValue(listener, out var known) || known.BindPort != port)
        {
            Mapped.AddOrUpdate(listener, known = listener with { BindPort = port });
        }

        return known;
    }

    /// <summary>The load balancer that was made of its node before, where nothing in it is another thing now.</summary>
    private static LoadBalancer Unchanged(Node node, LoadBalancer made)
    {
        if (Made.TryGetValue(node, out var before) && before.DnsName == made.DnsName
            && before.BindAddresses.SequenceEqual(made.BindAddresses)
            && before.Listeners.SequenceEqual(made.Listeners, ReferenceEqualityComparer.Instance))
        {
            return before;
        }

        Made.AddOrUpdate(node, made);
        return made;
    }

    private static string Name(Node node, bool isOnly, ReadingContext context)
    {
        if (!isOnly && node is Node.Mapping && node.Find(LoadBalancerShape.Name.Name) is null)
        {
            context.Tell(node.Origin, "Name is missing: it may be left out only where there is one load balancer");
        }

        return NameOf(node);
    }

    private static LoadBalancerAddressType AddressType(Node node) =>
        ReadingContext.Text(node, LoadBalancerShape.IpAddressType) switch
        {
            LoadBalancerShape.Dualstack => LoadBalancerAddressType.Dualstack,
            LoadBalancerShape.DualstackWithoutPublicIpv4 => LoadBalancerAddressType.DualstackWithoutPublicIpv4,
            _ => LoadBalancerAddressType.Ipv4,
        };

    private static LoadBalancerAttributes Attributes(Node node, ReadingContext context)
    {
        var attributes = node.Find(LoadBalancerShape.Attributes.Name);
        var written = AttributeCheck.Written(attributes, AttributeTables.LoadBalancer);
        foreach (var (key, message) in LoadBalancerAttributeProblems.Find(written))
        {
            context.Tell(AttributeCheck.PlaceOf(attributes, key), $"{key} {message}", new Fault.Attribute(key, IsOfLambda: false));
        }

        return LoadBalancerAttributes.Of(written);
    }
}
