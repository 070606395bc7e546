using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// Which zones subnets are in. Where nothing says it, an id does, and subnets that are given together are in different
/// zones as long as there are zones.
/// </summary>
internal static class SubnetZones
{
    /// <summary>The zones that a load balancer is in.</summary>
    /// <param name="network">Of the region and account.</param>
    /// <param name="subnets">Their ids.</param>
    public static ImmutableList<SubnetMapping> Of(Network network, IReadOnlyList<string> subnets)
    {
        var zones = new Dictionary<string, string>(StringComparer.Ordinal);
        // Whose zone is firmest is asked first, and keeps it.
        foreach (var (id, subnet) in subnets.Distinct(StringComparer.Ordinal)
            .Select(id => (Id: id, Subnet: network.FindSubnet(id)))
            .OrderBy(item => item.Subnet?.ZoneSource ?? ZoneSource.Convention))
        {
            var own = subnet?.Zone ?? network.Zones[(int)(Digest.Of(id) % (UInt128)network.Zones.Count)];
            zones[id] = subnet is { ZoneSource: ZoneSource.Said } || !zones.ContainsValue(own)
                ? own
                : network.Zones.FirstOrDefault(zone => !zones.ContainsValue(zone), own);
        }

        return [.. subnets.Select(id => new SubnetMapping(id, zones[id]))];
    }

    /// <summary>A network with the zones that its load balancers are in: others, and EC2, tell the same.</summary>
    public static Network Told(Network network, IEnumerable<LoadBalancerResource> loadBalancers)
    {
        var zones = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var subnet in In(network, loadBalancers).SelectMany(static item => item.Subnets))
        {
            zones.TryAdd(subnet.SubnetId, subnet.ZoneName);
        }

        return network.With(zones);
    }

    /// <summary>The load balancers of a network's region and account.</summary>
    public static IEnumerable<LoadBalancerResource> In(Network network, IEnumerable<LoadBalancerResource> loadBalancers)
    {
        var here = $":elasticloadbalancing:{network.Region}:{network.Account}:";
        return loadBalancers.Where(item => item.Arn.Contains(here, StringComparison.Ordinal));
    }

    /// <summary>The VPC of subnets.</summary>
    public static string VpcOf(Network network, IEnumerable<string> subnets) =>
        subnets.Select(network.FindSubnet).FirstOrDefault(subnet => subnet is not null)?.Vpc.Id ?? network.MainVpc.Id;
}
