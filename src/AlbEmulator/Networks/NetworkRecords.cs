using System.Collections.Immutable;

namespace AlbEmulator.Networks;

/// <summary>What clients made of the network: what stands neither in the settings nor in a convention.</summary>
internal sealed record NetworkRecords
{
    /// <summary>Security groups that were made, and those of the settings or by convention whose rules were changed.</summary>
    public ImmutableSortedDictionary<string, SecurityGroup> Groups { get; init; } =
        ImmutableSortedDictionary.Create<string, SecurityGroup>(StringComparer.Ordinal);

    /// <summary>Tags by the ids of what has them; those of the settings are replaced as a whole.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>VPCs by convention that were asked for: their subnets belong to them from then on.</summary>
    public ImmutableSortedSet<string> Vpcs { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
