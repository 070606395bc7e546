using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeVpcs and DescribeVpcAttribute.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html"/>
/// </summary>
internal static class VpcActions
{
    private const string DhcpOptions = "default";

    /// <summary>Its attributes, and what they are in a VPC that nobody changed.</summary>
    private static readonly Dictionary<string, Func<Vpc, bool>> Attributes = new()
    {
        ["enableDnsSupport"] = _ => true,
        ["enableDnsHostnames"] = vpc => vpc.IsDefault,
        ["enableNetworkAddressUsageMetrics"] = _ => false,
    };

    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        return new Ec2Resource<Vpc>
        {
            Set = "vpcSet",
            IdParameter = "VpcId",
            IdFilter = "vpc-id",
            Id = vpc => vpc.Id,
            Find = call.FindVpc,
            All = network.Vpcs,
            Filters = new Dictionary<string, Func<Vpc, IEnumerable<string>>>
            {
                ["cidr"] = vpc => [vpc.Cidr.ToString()],
                ["cidr-block-association.association-id"] = vpc => [AssociationOf(vpc)],
                ["cidr-block-association.cidr-block"] = vpc => [vpc.Cidr.ToString()],
                ["cidr-block-association.state"] = _ => ["associated"],
                ["dhcp-options-id"] = _ => [DhcpOptions],
                ["ipv6-cidr-block-association.association-id"] = _ => [],
                ["ipv6-cidr-block-association.ipv6-cidr-block"] = _ => [],
                ["ipv6-cidr-block-association.ipv6-pool"] = _ => [],
                ["ipv6-cidr-block-association.state"] = _ => [],
                ["is-default"] = vpc => [Ec2Xml.Word(vpc.IsDefault)],
                ["isDefault"] = vpc => [Ec2Xml.Word(vpc.IsDefault)],
                ["owner-id"] = _ => [network.Account],
                ["state"] = _ => ["available"],
            },
            Write = (xml, vpc) => Write(xml, vpc, network),
        }.Describe(call);
    }

    public static QueryOutcome DescribeAttribute(Ec2Call call)
    {
        if (call.Parameters.Text("VpcId") is not { } id)
        {
            return Ec2Errors.Missing("vpcId");
        }

        if (call.Parameters.Text("Attribute") is not { } name)
        {
            return Ec2Errors.Missing("attribute");
        }

        if (!Attributes.TryGetValue(name, out var value))
        {
            return Ec2Errors.InvalidValue(
                $"Value ({Quoted.Plain(name)}) for parameter attribute is invalid. There are {string.Join(", ", Attributes.Keys)}");
        }

        var (vpc, error) = call.FindVpc(id);
        return error is not null ? error : QueryOutcome.Of(xml =>
        {
            xml.Text("vpcId", id);
            xml.Element(name, attribute => attribute.Flag("value", value(vpc!)));
        });
    }

    public static (Vpc? Found, QueryError? Error) Find(Network network, string id) =>
        !ResourceIds.IsWellFormed(id, Vpc.Prefix)
            ? (null, Ec2Errors.Malformed("InvalidVpcID.Malformed", id, Vpc.Prefix))
        : network.FindVpc(id) is { } vpc ? (vpc, null)
        : (null, Ec2Errors.NoVpc(id));

    private static void Write(QueryXml xml, Vpc vpc, Network network)
    {
        xml.Text("vpcId", vpc.Id);
        xml.Text("ownerId", network.Account);
        xml.Text("state", "available");
        xml.Text("cidrBlock", vpc.Cidr.ToString());
        xml.List("cidrBlockAssociationSet", [vpc], static (item, one) =>
        {
            item.Text("cidrBlock", one.Cidr.ToString());
            item.Text("associationId", AssociationOf(one));
            item.Element("cidrBlockState", static state => state.Text("state", "associated"));
        }, "item");
        xml.Empty("ipv6CidrBlockAssociationSet");
        xml.Text("dhcpOptionsId", DhcpOptions);
        xml.Text("instanceTenancy", "default");
        xml.Flag("isDefault", vpc.IsDefault);
        xml.Tags(network, vpc.Id);
    }

    private static string AssociationOf(Vpc vpc) => ResourceIds.Derived("vpc-cidr-assoc", vpc.Id);
}
