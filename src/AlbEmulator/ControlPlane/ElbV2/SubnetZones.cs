using System.Collections.Immutable;
using AlbEmulator.ControlPlane.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.ControlPlane.ElbV2;

/// <summary>
/// Which zones subnets are in. Where nothing says it, an id does, and subnets that are given together are in different
/// zones as long as there are zones.
/// </summary>
internal static class SubnetZones
{
    /// <param name="network">Of the region and account.</param>
    /// <param name="subnets">Their ids.</param>
    public static ImmutableList<SubnetMapping> Of(Network network, IReadOnlyList<string> subnets)
    {
        var known = network.Subnets.ToDictionary(subnet => subnet.Id, subnet => subnet.Zone);
        var taken = subnets.Select(known.GetValueOrDefault).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var mappings = ImmutableList.CreateBuilder<SubnetMapping>();
        foreach (var subnet in subnets)
        {
            var zone = known.GetValueOrDefault(subnet) ?? Free(network, subnet, taken);
            taken.Add(zone);
            mappings.Add(new SubnetMapping(subnet, zone));
        }

        return mappings.ToImmutable();
    }

    /// <summary>The VPC of subnets.</summary>
    public static string VpcOf(Network network, IEnumerable<string> subnets) =>
        subnets.Select(network.FindSubnet).FirstOrDefault(subnet => subnet is not null)?.Vpc.Id ?? network.MainVpc.Id;

    private static string Free(Network network, string subnet, HashSet<string> taken)
    {
        var zones = network.Zones;
        var own = network.FindSubnet(subnet)?.Zone ?? zones[(int)(Digest.Of(subnet) % (UInt128)zones.Count)];
        return taken.Contains(own) ? zones.FirstOrDefault(zone => !taken.Contains(zone), own) : own;
    }
}
