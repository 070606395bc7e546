using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"/>
/// </summary>
internal static class LoadBalancerShape
{
    public const string InternalScheme = "internal";
    public const string Ipv4 = "ipv4";
    public const string Dualstack = "dualstack";
    public const string DualstackWithoutPublicIpv4 = "dualstack-without-public-ipv4";

    public static readonly Property Name = new(
        "Name", new Shape.Text(Check: name => ResourceNames.ProblemWithLoadBalancer(name)?.Message),
        "Name of the load balancer; the only one may be left without.")
    {
        Default = "alb",
    };

    public static readonly Property BindAddress = new(
        "BindAddress", new Shape.Text(Check: BindAddresses.ProblemWith),
        "IP address on which the listeners bind, one of each family with a comma between them, or localhost for both of " +
        "loopback's. Beyond AWS; the setting Alb:BindAddress holds otherwise.");

    public static readonly Property Scheme = new(
        "Scheme", CommonShapes.Choice(Names.Scheme, "internet-facing", InternalScheme),
        "Only the DNS name tells the difference here.")
    {
        Default = "internet-facing",
    };

    public static readonly Property IpAddressType = new(
        "IpAddressType", CommonShapes.Choice(Names.LoadBalancerIpAddressType, Ipv4, Dualstack, DualstackWithoutPublicIpv4),
        "Whether the listeners bind IPv4 alone or IPv6 as well.")
    {
        Default = Ipv4,
    };

    public static readonly Property Attributes = new(
        "Attributes", new Shape.Attributes(AttributeTables.LoadBalancer), "Attributes of the load balancer.");

    public static readonly Property Listeners = new(
        "Listeners", new Shape.List(ListenerShape.Object), "The listeners, each with a port of its own.");

    public static readonly Property Subnets = new("Subnets", CommonShapes.Texts, "Subnets; they have no effect.");

    /// <summary>What of a subnet mapping is for Network Load Balancers.</summary>
    public static readonly IReadOnlyList<Property> MappedAddresses =
    [
        new("AllocationId", CommonShapes.Text, "Of an Elastic IP address."),
        new("PrivateIPv4Address", CommonShapes.Text, "A private address."),
        new("IPv6Address", CommonShapes.Text, "An IPv6 address."),
        new("SourceNatIpv6Prefix", CommonShapes.Text, "A prefix for source NAT."),
    ];

    public static readonly Property SubnetMappings = new(
        "SubnetMappings",
        new Shape.List(CommonShapes.Object(
            "subnet mapping", [new("SubnetId", CommonShapes.Text, "The subnet."), .. MappedAddresses])),
        "Subnets; they have no effect.");

    public static readonly Property CustomerOwnedIpv4Pool = new(
        "CustomerOwnedIpv4Pool", CommonShapes.Text, "A pool of addresses; it has no effect.");

    public static readonly Property Ipv4IpamPoolId = new("Ipv4IpamPoolId", CommonShapes.Text, "The pool.");

    public static readonly Property IpamPools = new(
        "IpamPools", CommonShapes.Object("IPAM pools", [Ipv4IpamPoolId]), "A pool of addresses; it has no effect.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.LoadBalancer,
    [
        Name,
        BindAddress,
        new("Type", CommonShapes.Choice(Names.LoadBalancerType, "application"), "Always application.")
        {
            Default = "application",
        },
        Scheme,
        IpAddressType,
        Attributes,
        Listeners,
        Subnets,
        SubnetMappings,
        new("SecurityGroups", CommonShapes.Texts, "Security groups; they have no effect."),
        CommonShapes.VpcId,
        CustomerOwnedIpv4Pool,
        IpamPools,
        new("MinimumLoadBalancerCapacity", CommonShapes.Object("minimum capacity",
        [
            new("CapacityUnits", new Shape.Integer(0, int.MaxValue), "Units."),
        ]), "Reserved capacity; it has no effect."),
        CommonShapes.Tags,
    ]);
}
