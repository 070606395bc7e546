using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeNetworkInterfaces: each instance has its primary one, and a load balancer has one for each of its nodes, by which
/// scripts find what its <c>DNSName</c> would resolve to.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html"/>
/// </summary>
internal static class NetworkInterfaceActions
{
    private const string Attached = "attached";
    private const string InUse = "in-use";
    private const string Kind = "interface";

    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        NetworkInterface[] all =
        [
            .. network.Instances.Select(instance => NetworkInterface.Of(network, instance)),
            .. OfLoadBalancers(call),
        ];
        return new Ec2Resource<NetworkInterface>
        {
            Set = "networkInterfaceSet",
            IdParameter = "NetworkInterfaceId",
            IdFilter = "network-interface-id",
            Id = static one => one.Id,
            Find = id => Find(all, id),
            All = all,
            Filters = FiltersOf(network),
            Write = (xml, one) =>
            {
                Write(xml, one, network, isTold: true);
                xml.Text("availabilityZone", one.Subnet.Zone);
                xml.Text("requesterId", one.RequesterId);
                xml.Flag("requesterManaged", one.RequesterId is not null);
                xml.Empty("tagSet");
            },
        }.Describe(call);
    }

    /// <summary>A network interface.</summary>
    /// <param name="xml">Where it goes.</param>
    /// <param name="one">That.</param>
    /// <param name="network">That it is in.</param>
    /// <param name="isTold">Whether it is said whose it is.</param>
    public static void Write(QueryXml xml, NetworkInterface one, Network network, bool isTold = false)
    {
        xml.Text("networkInterfaceId", one.Id);
        xml.Text("subnetId", one.Subnet.Id);
        xml.Text("vpcId", one.Subnet.Vpc.Id);
        xml.Text("description", one.Description);
        xml.Text("ownerId", network.Account);
        xml.Text("status", InUse);
        xml.Text("privateIpAddress", one.PrivateAddress);
        xml.Text("privateDnsName", NameOf(network, one));
        xml.Flag("sourceDestCheck", true);
        xml.List("groupSet", one.Groups, InstanceActions.WriteGroup, "item");
        xml.Element("attachment", attachment =>
        {
            attachment.Text("attachmentId", one.AttachmentId);
            attachment.Number("deviceIndex", one.DeviceIndex);
            attachment.Text("status", Attached);
            attachment.Flag("deleteOnTermination", one.InstanceId is not null);
            attachment.Text("instanceId", isTold ? one.InstanceId : null);
            attachment.Text("instanceOwnerId", isTold ? one.AttachmentOwner : null);
        });
        WriteAssociation(xml, one);
        xml.List("privateIpAddressesSet", Given(one.PrivateAddress), (item, address) =>
        {
            item.Text("privateIpAddress", address);
            item.Text("privateDnsName", NameOf(network, one));
            item.Flag("primary", true);
            WriteAssociation(item, one);
        }, "item");
        xml.List("ipv6AddressesSet", Given(one.IPv6Address), static (item, address) => item.Text("ipv6Address", address), "item");
        xml.Text("interfaceType", Kind);
    }

    private static IEnumerable<NetworkInterface> OfLoadBalancers(Ec2Call call)
    {
        var view = call.LoadBalancers.View;
        var there = view.Topology.LoadBalancers.ToDictionary(static one => one.Arn, StringComparer.Ordinal);
        return SubnetZones.In(call.Network, view.State.LoadBalancers)
            .Where(one => there.ContainsKey(one.Arn))
            .SelectMany(one => NetworkInterface.Of(call.Network, one, there[one.Arn].ResourceId, call.Nodes.Of(there[one.Arn], one.BindAddress is not null)));
    }

    private static void WriteAssociation(QueryXml xml, NetworkInterface one)
    {
        if (one.PublicAddress is { } address)
        {
            xml.Element("association", association =>
            {
                association.Text("publicIp", address);
                association.Text("publicDnsName", "");
                association.Text("ipOwnerId", NetworkInterface.LoadBalancing);
            });
        }
    }

    private static (NetworkInterface? Found, QueryError? Error) Find(NetworkInterface[] all, string id) =>
        !ResourceIds.IsWellFormed(id, NetworkInterface.Prefix)
            ? (null, Ec2Errors.Malformed("InvalidNetworkInterfaceId.Malformed", id, NetworkInterface.Prefix))
        : Array.Find(all, one => one.Id == id) is { } found ? (found, null)
        : (null, new("InvalidNetworkInterfaceID.NotFound", $"The networkInterface ID '{id}' does not exist"));

    private static Dictionary<string, Func<NetworkInterface, IEnumerable<string>>> FiltersOf(Network network) => new()
    {
        ["addresses.association.owner-id"] = OwnerOfPublic,
        ["addresses.association.public-ip"] = static one => Given(one.PublicAddress),
        ["addresses.primary"] = static _ => ["true"],
        ["addresses.private-ip-address"] = static one => Given(one.PrivateAddress),
        ["association.allocation-id"] = static _ => [],
        ["association.association-id"] = static _ => [],
        ["association.ip-owner-id"] = OwnerOfPublic,
        ["association.public-dns-name"] = static one => Given(one.PublicAddress).Select(static _ => ""),
        ["association.public-ip"] = static one => Given(one.PublicAddress),
        ["attachment.attachment-id"] = static one => [one.AttachmentId],
        ["attachment.device-index"] = static one => [$"{one.DeviceIndex}"],
        ["attachment.instance-id"] = static one => Given(one.InstanceId),
        ["attachment.instance-owner-id"] = static one => [one.AttachmentOwner],
        ["attachment.status"] = static _ => [Attached],
        ["availability-zone"] = static one => [one.Subnet.Zone],
        ["description"] = static one => [one.Description],
        ["group-id"] = static one => one.Groups.Select(static group => group.Id),
        ["group-name"] = static one => one.Groups.Select(static group => group.Name),
        ["interface-type"] = static _ => [Kind],
        ["ipv6-addresses.ipv6-address"] = static one => Given(one.IPv6Address),
        ["mac-address"] = static _ => [],
        ["owner-id"] = _ => [network.Account],
        ["private-dns-name"] = one => Given(NameOf(network, one)),
        ["private-ip-address"] = static one => Given(one.PrivateAddress),
        ["requester-id"] = static one => Given(one.RequesterId),
        ["requester-managed"] = static one => [Ec2Xml.Word(one.RequesterId is not null)],
        ["source-dest-check"] = static _ => ["true"],
        ["status"] = static _ => [InUse],
        ["subnet-id"] = static one => [one.Subnet.Id],
        ["vpc-id"] = static one => [one.Subnet.Vpc.Id],
    };

    private static IEnumerable<string> OwnerOfPublic(NetworkInterface one) =>
        Given(one.PublicAddress).Select(static _ => NetworkInterface.LoadBalancing);

    private static string? NameOf(Network network, NetworkInterface one) =>
        one.PrivateAddress is { } address ? InstanceActions.DnsNameOf(network, address) : null;

    private static string[] Given(string? text) => text is null ? [] : [text];
}
