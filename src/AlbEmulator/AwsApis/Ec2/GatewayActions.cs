using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeInternetGateways, of which every VPC has one, and DescribeVpnGateways, of which none has one.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html"/>
/// </summary>
internal static class GatewayActions
{
    private const string Internet = "igw";
    private const string Vpn = "vgw";

    /// <summary>The id of the internet gateway of a VPC.</summary>
    public static string IdOf(Vpc vpc) => ResourceIds.Derived(Internet, vpc.Id);

    public static QueryOutcome DescribeInternet(Ec2Call call)
    {
        var network = call.Network;
        var vpcs = call.Vpcs("attachment.vpc-id");
        return new Ec2Resource<Vpc>
        {
            Set = "internetGatewaySet",
            IdParameter = "InternetGatewayId",
            IdFilter = "internet-gateway-id",
            Id = IdOf,
            Find = id => !ResourceIds.IsWellFormed(id, Internet)
                ? (null, Ec2Errors.Malformed("InvalidInternetGatewayId.Malformed", id, Internet))
                : network.KnownVpcs.FirstOrDefault(vpc => IdOf(vpc) == id) is { } found ? (found, null)
                : (null, new("InvalidInternetGatewayID.NotFound", $"The internetGateway ID '{id}' does not exist")),
            All = vpcs,
            Filters = new Dictionary<string, Func<Vpc, IEnumerable<string>>>
            {
                ["attachment.state"] = _ => ["available"],
                ["attachment.vpc-id"] = vpc => [vpc.Id],
                ["owner-id"] = _ => [network.Account],
            },
            Write = (xml, vpc) =>
            {
                xml.Text("internetGatewayId", IdOf(vpc));
                xml.Text("ownerId", network.Account);
                xml.List("attachmentSet", [vpc.Id], static (item, id) =>
                {
                    item.Text("vpcId", id);
                    item.Text("state", "available");
                }, "item");
                xml.Tags(network, IdOf(vpc));
            },
        }.Describe(call);
    }

    public static QueryOutcome DescribeVpn(Ec2Call call) => new Ec2Resource<string>
    {
        Set = "vpnGatewaySet",
        IdParameter = "VpnGatewayId",
        IdFilter = "vpn-gateway-id",
        Id = id => id,
        Find = id => (null, ResourceIds.IsWellFormed(id, Vpn)
            ? new("InvalidVpnGatewayID.NotFound", $"The vpnGateway ID '{id}' does not exist")
            : Ec2Errors.Malformed("InvalidVpnGatewayId.Malformed", id, Vpn)),
        All = [],
        Filters = Ec2Xml.None("amazon-side-asn", "attachment.state", "attachment.vpc-id", "availability-zone", "state", "type"),
        Write = static (_, _) => { },
    }.Describe(call);
}
