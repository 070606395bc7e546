using System.Collections.Immutable;
using AlbEmulator.ControlPlane.ElbV2.Resources;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.ElbV2;

/// <summary>
/// Which zone a subnet is in: there is no network here, so the id says it, and subnets that are given together are in
/// different zones as long as there are zones.
/// </summary>
internal static class SubnetZones
{
    /// <summary>The one VPC.</summary>
    public const string Vpc = "vpc-0a1b0e0000000000a";

    private const string Letters = "abc";

    public static ImmutableList<SubnetMapping> Of(string region, IEnumerable<string> subnets)
    {
        var taken = new HashSet<char>();
        var mappings = ImmutableList.CreateBuilder<SubnetMapping>();
        foreach (var subnet in subnets)
        {
            var first = (int)(Digest.Of(subnet) % (UInt128)Letters.Length);
            var letter = Enumerable.Range(first, Letters.Length).Select(i => Letters[i % Letters.Length])
                .FirstOrDefault(letter => !taken.Contains(letter), Letters[first]);
            taken.Add(letter);
            mappings.Add(new SubnetMapping(subnet, $"{region}{letter}"));
        }

        return mappings.ToImmutable();
    }
}
