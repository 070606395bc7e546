using System.Globalization;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeSubnets.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html"/>
/// </summary>
internal static class SubnetActions
{
    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        return new Ec2Resource<Subnet>
        {
            Set = "subnetSet",
            IdParameter = "SubnetId",
            IdFilter = "subnet-id",
            Id = subnet => subnet.Id,
            Find = id => Find(network, id),
            All = call.Vpcs("vpc-id").SelectMany(network.SubnetsOf),
            Filters = FiltersOf(network),
            Write = (xml, subnet) => Write(xml, subnet, network),
        }.Describe(call);
    }

    public static (Subnet? Found, QueryError? Error) Find(Network network, string id) =>
        !ResourceIds.IsWellFormed(id, Subnet.Prefix)
            ? (null, Ec2Errors.Malformed("InvalidSubnetID.Malformed", id, Subnet.Prefix))
        : network.FindSubnet(id) is { } subnet ? (subnet, null)
        : (null, Ec2Errors.NoSubnet(id));

    private static Dictionary<string, Func<Subnet, IEnumerable<string>>> FiltersOf(Network network) => new()
    {
        ["availability-zone"] = subnet => [subnet.Zone],
        ["availabilityZone"] = subnet => [subnet.Zone],
        ["availability-zone-id"] = subnet => [Zones.IdOf(subnet.Zone)],
        ["availabilityZoneId"] = subnet => [Zones.IdOf(subnet.Zone)],
        ["available-ip-address-count"] =
            subnet => [Blocks.UsableAddresses(subnet.Cidr).ToString(CultureInfo.InvariantCulture)],
        ["cidr"] = subnet => [subnet.Cidr.ToString()],
        ["cidr-block"] = subnet => [subnet.Cidr.ToString()],
        ["cidrBlock"] = subnet => [subnet.Cidr.ToString()],
        ["customer-owned-ipv4-pool"] = _ => [],
        ["default-for-az"] = subnet => [Ec2Xml.Word(subnet.IsDefaultForZone)],
        ["defaultForAz"] = subnet => [Ec2Xml.Word(subnet.IsDefaultForZone)],
        ["enable-dns64"] = _ => ["false"],
        ["ipv6-cidr-block-association.association-id"] = _ => [],
        ["ipv6-cidr-block-association.ipv6-cidr-block"] = _ => [],
        ["ipv6-cidr-block-association.state"] = _ => [],
        ["ipv6-native"] = _ => ["false"],
        ["map-customer-owned-ip-on-launch"] = _ => ["false"],
        ["map-public-ip-on-launch"] = subnet => [Ec2Xml.Word(subnet.IsPublic)],
        ["outpost-arn"] = _ => [],
        ["owner-id"] = _ => [network.Account],
        ["state"] = _ => ["available"],
        ["subnet-arn"] = subnet => [network.Arn(Subnet.Prefix, subnet.Id)],
        ["vpc-id"] = subnet => [subnet.Vpc.Id],
    };

    private static void Write(QueryXml xml, Subnet subnet, Network network)
    {
        xml.Text("subnetId", subnet.Id);
        xml.Text("subnetArn", network.Arn(Subnet.Prefix, subnet.Id));
        xml.Text("state", "available");
        xml.Text("ownerId", network.Account);
        xml.Text("vpcId", subnet.Vpc.Id);
        xml.Text("cidrBlock", subnet.Cidr.ToString());
        xml.Empty("ipv6CidrBlockAssociationSet");
        xml.Number("availableIpAddressCount", Blocks.UsableAddresses(subnet.Cidr));
        xml.Text("availabilityZone", subnet.Zone);
        xml.Text("availabilityZoneId", Zones.IdOf(subnet.Zone));
        xml.Flag("defaultForAz", subnet.IsDefaultForZone);
        xml.Flag("mapPublicIpOnLaunch", subnet.IsPublic);
        xml.Flag("mapCustomerOwnedIpOnLaunch", false);
        xml.Flag("assignIpv6AddressOnCreation", false);
        xml.Flag("enableDns64", false);
        xml.Flag("ipv6Native", false);
        xml.Element("privateDnsNameOptionsOnLaunch", static options =>
        {
            options.Text("hostnameType", "ip-name");
            options.Flag("enableResourceNameDnsARecord", false);
            options.Flag("enableResourceNameDnsAAAARecord", false);
        });
        xml.Tags(network, subnet.Id);
    }
}
