using System.Net;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// What has an address in a subnet: an instance, or a node of a load balancer.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html"/>
/// </summary>
/// <param name="Id">Such as <c>eni-0123456789abcdef0</c>.</param>
/// <param name="Subnet">It is in.</param>
/// <param name="PrivateAddress">An IPv4 address; null for none, beyond AWS: where clients come over IPv6 alone.</param>
/// <param name="Groups">Whose rules would hold for it.</param>
internal sealed record NetworkInterface(string Id, Subnet Subnet, string? PrivateAddress, IReadOnlyList<SecurityGroup> Groups)
{
    public const string Prefix = "eni";

    /// <summary>Which one of AWS's services has those of load balancers.</summary>
    public const string LoadBalancing = "amazon-elb";

    /// <summary>Of a load balancer as scripts look for it: <c>ELB app/NAME/ID</c>.</summary>
    public string Description { get; private init; } = "";

    /// <summary>It is attached to; null for none that EC2 knows.</summary>
    public string? InstanceId { get; private init; }

    /// <summary>An account, or one of AWS's services.</summary>
    public required string AttachmentOwner { get; init; }

    public required string AttachmentId { get; init; }

    public int DeviceIndex { get; private init; }

    /// <summary>The service that made it; null for one that a client made.</summary>
    public string? RequesterId { get; private init; }

    /// <summary>By which the internet reaches it; null for not at all.</summary>
    public string? PublicAddress { get; private init; }

    /// <summary>Null for none.</summary>
    public string? IPv6Address { get; private init; }

    /// <summary>The primary one of an instance.</summary>
    /// <param name="network">It is in.</param>
    /// <param name="instance">Whose it is.</param>
    public static NetworkInterface Of(Network network, Instance instance) => new(
        ResourceIds.Derived(Prefix, instance.Id), instance.Subnet, instance.PrivateAddress, [InstanceActions.GroupOf(network, instance)])
    {
        InstanceId = instance.Id,
        AttachmentOwner = network.Account,
        AttachmentId = ResourceIds.Derived("eni-attach", instance.Id),
    };

    /// <summary>Those of a load balancer: one for each of its nodes, in its subnets in turn.</summary>
    /// <param name="network">It is in.</param>
    /// <param name="loadBalancer">Whose they are.</param>
    /// <param name="id">As logs name it: <c>app/NAME/ID</c>.</param>
    /// <param name="addresses">Of its nodes.</param>
    public static IEnumerable<NetworkInterface> Of(
        Network network, LoadBalancerResource loadBalancer, string id, IEnumerable<IPAddress> addresses)
    {
        var vpc = network.FindVpc(loadBalancer.VpcId ?? "") ?? network.MainVpc;
        Subnet[] subnets = [.. loadBalancer.Subnets.Select(subnet => network.FindSubnet(subnet.SubnetId)).OfType<Subnet>()];
        subnets = subnets.Length > 0 ? subnets : [.. network.SubnetsOf(vpc)];
        SecurityGroup[] groups = [.. loadBalancer.SecurityGroups.Select(network.FindSecurityGroup).OfType<SecurityGroup>()];
        groups = groups.Length > 0 ? groups : [network.GroupsOf([vpc]).First()];
        var isPublic = loadBalancer is { Scheme: not LoadBalancerShape.InternalScheme, IpAddressType: LoadBalancerShape.Ipv4 or LoadBalancerShape.Dualstack };
        return addresses.Select((address, index) => Of(subnets[index % subnets.Length], loadBalancer.Arn, address) with
        {
            Groups = groups,
            Description = $"ELB {id}",
            PublicAddress = isPublic && !Addresses.IsIPv6(address) ? address.ToString() : null,
        });
    }

    private static NetworkInterface Of(Subnet subnet, string arn, IPAddress address)
    {
        var id = ResourceIds.Derived(Prefix, arn, address.ToString());
        var isIPv6 = Addresses.IsIPv6(address);
        return new(id, subnet, isIPv6 ? null : address.ToString(), [])
        {
            AttachmentOwner = LoadBalancing,
            AttachmentId = ResourceIds.Derived("ela-attach", id),
            DeviceIndex = 1,
            RequesterId = LoadBalancing,
            IPv6Address = isIPv6 ? address.ToString() : null,
        };
    }
}
