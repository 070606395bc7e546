using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// A route table: the main one of a VPC, which leads to the internet, or the one of its subnets that are not public.
/// </summary>
internal sealed record RouteTable(Vpc Vpc, bool IsMain, IReadOnlyList<Subnet> Subnets)
{
    public const string Prefix = "rtb";

    public string Id { get; } = ResourceIds.Derived(Prefix, Vpc.Id, IsMain ? "main" : "private");

    public static IEnumerable<RouteTable> Of(Network network, Vpc vpc)
    {
        Subnet[] hidden = [.. network.SubnetsOf(vpc).Where(subnet => !subnet.IsPublic)];
        var main = new RouteTable(vpc, IsMain: true, []);
        return hidden.Length == 0 ? [main] : [main, new RouteTable(vpc, IsMain: false, hidden)];
    }

    public IReadOnlyList<Route> Routes => IsMain
        ? [Local, new("0.0.0.0/0", GatewayActions.IdOf(Vpc), "CreateRoute")]
        : [Local];

    public IReadOnlyList<Association> Associations => IsMain
        ? [new(ResourceIds.Derived("rtbassoc", Id), Id, null)]
        : [.. Subnets.Select(subnet => new Association(ResourceIds.Derived("rtbassoc", Id, subnet.Id), Id, subnet.Id))];

    private Route Local => new(Vpc.Cidr.ToString(), "local", "CreateRouteTable");

    internal sealed record Route(string Destination, string GatewayId, string Origin);

    /// <param name="Id">Its own.</param>
    /// <param name="TableId">That of the table.</param>
    /// <param name="SubnetId">Null where it is the main one of the VPC.</param>
    internal sealed record Association(string Id, string TableId, string? SubnetId);
}
