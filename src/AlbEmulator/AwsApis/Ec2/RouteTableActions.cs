using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeRouteTables, by which CDK tells public subnets from others.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html"/>
/// </summary>
internal static class RouteTableActions
{
    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        return new Ec2Resource<RouteTable>
        {
            Set = "routeTableSet",
            IdParameter = "RouteTableId",
            IdFilter = "route-table-id",
            Id = table => table.Id,
            Find = id => Find(network, id),
            All = call.Vpcs("vpc-id").SelectMany(vpc => RouteTable.Of(network, vpc)),
            Filters = new Dictionary<string, Func<RouteTable, IEnumerable<string>>>
            {
                ["association.gateway-id"] = _ => [],
                ["association.main"] = table => [Ec2Xml.Word(table.IsMain)],
                ["association.route-table-association-id"] = table => table.Associations.Select(one => one.Id),
                ["association.route-table-id"] = table => table.Associations.Select(one => one.TableId),
                ["association.subnet-id"] = table => table.Associations.Select(one => one.SubnetId).OfType<string>(),
                ["owner-id"] = _ => [network.Account],
                ["route.destination-cidr-block"] = table => table.Routes.Select(route => route.Destination),
                ["route.destination-ipv6-cidr-block"] = _ => [],
                ["route.gateway-id"] = table => table.Routes.Select(route => route.GatewayId),
                ["route.instance-id"] = _ => [],
                ["route.nat-gateway-id"] = _ => [],
                ["route.origin"] = table => table.Routes.Select(route => route.Origin),
                ["route.state"] = _ => ["active"],
                ["route.transit-gateway-id"] = _ => [],
                ["route.vpc-peering-connection-id"] = _ => [],
                ["vpc-id"] = table => [table.Vpc.Id],
            },
            Write = (xml, table) => Write(xml, table, network),
        }.Describe(call);
    }

    public static (RouteTable? Found, QueryError? Error) Find(Network network, string id) =>
        !ResourceIds.IsWellFormed(id, RouteTable.Prefix)
            ? (null, Ec2Errors.Malformed("InvalidRouteTableId.Malformed", id, RouteTable.Prefix))
        : network.KnownVpcs.SelectMany(vpc => RouteTable.Of(network, vpc)).FirstOrDefault(table => table.Id == id) is { } found
            ? (found, null)
        : (null, new("InvalidRouteTableID.NotFound", $"The routeTable ID '{id}' does not exist"));

    private static void Write(QueryXml xml, RouteTable table, Network network)
    {
        xml.Text("routeTableId", table.Id);
        xml.Text("vpcId", table.Vpc.Id);
        xml.Text("ownerId", network.Account);
        xml.List("routeSet", table.Routes, static (item, route) =>
        {
            item.Text("destinationCidrBlock", route.Destination);
            item.Text("gatewayId", route.GatewayId);
            item.Text("state", "active");
            item.Text("origin", route.Origin);
        }, "item");
        xml.List("associationSet", table.Associations, static (item, association) =>
        {
            item.Text("routeTableAssociationId", association.Id);
            item.Text("routeTableId", association.TableId);
            item.Text("subnetId", association.SubnetId);
            item.Flag("main", association.SubnetId is null);
            item.Element("associationState", static state => state.Text("state", "associated"));
        }, "item");
        xml.Empty("propagatingVgwSet");
        xml.Tags(network, table.Id);
    }
}
