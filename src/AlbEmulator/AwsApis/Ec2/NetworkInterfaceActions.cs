using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeNetworkInterfaces: each instance has its primary one, and there are no others.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html"/>
/// </summary>
internal static class NetworkInterfaceActions
{
    private const string Prefix = "eni";
    private const string Attached = "attached";
    private const string InUse = "in-use";
    private const string Kind = "interface";

    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        return new Ec2Resource<Instance>
        {
            Set = "networkInterfaceSet",
            IdParameter = "NetworkInterfaceId",
            IdFilter = "network-interface-id",
            Id = IdOf,
            Find = id => Find(network, id),
            All = network.Instances,
            Filters = FiltersOf(network),
            Write = (xml, instance) =>
            {
                Write(xml, instance, network, isTold: true);
                xml.Text("availabilityZone", instance.Subnet.Zone);
                xml.Flag("requesterManaged", false);
                xml.Empty("tagSet");
            },
        }.Describe(call);
    }

    /// <summary>The primary network interface of an instance.</summary>
    /// <param name="xml">Where it goes.</param>
    /// <param name="instance">Whose it is.</param>
    /// <param name="network">That it is in.</param>
    /// <param name="isTold">Whether it is said whose it is.</param>
    public static void Write(QueryXml xml, Instance instance, Network network, bool isTold = false)
    {
        xml.Text("networkInterfaceId", IdOf(instance));
        xml.Text("subnetId", instance.Subnet.Id);
        xml.Text("vpcId", instance.Subnet.Vpc.Id);
        xml.Text("description", "");
        xml.Text("ownerId", network.Account);
        xml.Text("status", InUse);
        xml.Text("privateIpAddress", instance.PrivateAddress);
        xml.Text("privateDnsName", InstanceActions.DnsNameOf(network, instance));
        xml.Flag("sourceDestCheck", true);
        xml.List("groupSet", [InstanceActions.GroupOf(network, instance)], InstanceActions.WriteGroup, "item");
        xml.Element("attachment", attachment =>
        {
            attachment.Text("attachmentId", AttachmentOf(instance));
            attachment.Number("deviceIndex", 0);
            attachment.Text("status", Attached);
            attachment.Flag("deleteOnTermination", true);
            attachment.Text("instanceId", isTold ? instance.Id : null);
            attachment.Text("instanceOwnerId", isTold ? network.Account : null);
        });
        xml.List("privateIpAddressesSet", [instance], (item, one) =>
        {
            item.Text("privateIpAddress", one.PrivateAddress);
            item.Text("privateDnsName", InstanceActions.DnsNameOf(network, one));
            item.Flag("primary", true);
        }, "item");
        xml.Empty("ipv6AddressesSet");
        xml.Text("interfaceType", Kind);
    }

    private static (Instance? Found, QueryError? Error) Find(Network network, string id) =>
        !ResourceIds.IsWellFormed(id, Prefix) ? (null, Ec2Errors.Malformed("InvalidNetworkInterfaceId.Malformed", id, Prefix))
        : network.Instances.FirstOrDefault(instance => IdOf(instance) == id) is { } found ? (found, null)
        : (null, new("InvalidNetworkInterfaceID.NotFound", $"The networkInterface ID '{id}' does not exist"));

    private static Dictionary<string, Func<Instance, IEnumerable<string>>> FiltersOf(Network network) => new()
    {
        ["addresses.association.owner-id"] = _ => [],
        ["addresses.association.public-ip"] = _ => [],
        ["addresses.primary"] = _ => ["true"],
        ["addresses.private-ip-address"] = instance => [instance.PrivateAddress],
        ["association.allocation-id"] = _ => [],
        ["association.association-id"] = _ => [],
        ["association.ip-owner-id"] = _ => [],
        ["association.public-dns-name"] = _ => [],
        ["association.public-ip"] = _ => [],
        ["attachment.attachment-id"] = instance => [AttachmentOf(instance)],
        ["attachment.device-index"] = _ => ["0"],
        ["attachment.instance-id"] = instance => [instance.Id],
        ["attachment.instance-owner-id"] = _ => [network.Account],
        ["attachment.status"] = _ => [Attached],
        ["availability-zone"] = instance => [instance.Subnet.Zone],
        ["description"] = _ => [""],
        ["group-id"] = instance => [InstanceActions.GroupOf(network, instance).Id],
        ["group-name"] = instance => [InstanceActions.GroupOf(network, instance).Name],
        ["interface-type"] = _ => [Kind],
        ["ipv6-addresses.ipv6-address"] = _ => [],
        ["mac-address"] = _ => [],
        ["owner-id"] = _ => [network.Account],
        ["private-dns-name"] = instance => [InstanceActions.DnsNameOf(network, instance)],
        ["private-ip-address"] = instance => [instance.PrivateAddress],
        ["requester-id"] = _ => [],
        ["requester-managed"] = _ => ["false"],
        ["source-dest-check"] = _ => ["true"],
        ["status"] = _ => [InUse],
        ["subnet-id"] = instance => [instance.Subnet.Id],
        ["vpc-id"] = instance => [instance.Subnet.Vpc.Id],
    };

    private static string IdOf(Instance instance) => ResourceIds.Derived(Prefix, instance.Id);

    private static string AttachmentOf(Instance instance) => ResourceIds.Derived("eni-attach", instance.Id);
}
