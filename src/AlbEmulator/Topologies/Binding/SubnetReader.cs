using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>Subnets and pools of addresses have no effect here; AWS refuses some.</summary>
internal static class SubnetReader
{
    public static void Check(Node node, ReadingContext context)
    {
        var subnets = ReadingContext.Items(node, LoadBalancerShape.Subnets);
        var mappings = ReadingContext.Items(node, LoadBalancerShape.SubnetMappings);
        if (subnets.Count > 0 && mappings.Count > 0)
        {
            context.TellHarmless(
                ReadingContext.Place(node, LoadBalancerShape.SubnetMappings),
                "You can specify either subnets or subnet mappings, but not both: remove one of the two");
        }
        else if (subnets is [Node.Scalar { Kind: not ScalarKind.Unknown }] || mappings.Count == 1)
        {
            context.TellHarmless(
                subnets.Concat(mappings).First().Origin,
                "At least two subnets in two different Availability Zones must be specified");
        }

        foreach (var property in mappings.SelectMany(mapping => LoadBalancerShape.MappedAddresses
            .Select(property => mapping.Find(property.Name))).OfType<Node>())
        {
            context.TellHarmless(property.Origin, "is for Network Load Balancers: remove it");
        }

        Check(node, LoadBalancerShape.CustomerOwnedIpv4Pool, PoolIds.ProblemWithCustomerOwned, context);
        if (node.Find(LoadBalancerShape.IpamPools.Name) is { } pools)
        {
            Check(pools, LoadBalancerShape.Ipv4IpamPoolId, PoolIds.ProblemWithIpam, context);
        }
    }

    private static void Check(Node node, Property property, Func<string, string?> check, ReadingContext context)
    {
        if (ReadingContext.Text(node, property) is { } id && check(id) is { } problem)
        {
            context.TellHarmless(ReadingContext.Place(node, property), $"{property.Name} {problem}");
        }
    }
}
