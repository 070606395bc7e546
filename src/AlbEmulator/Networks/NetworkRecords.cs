using System.Collections.Immutable;

namespace AlbEmulator.Networks;

/// <summary>What clients made of the network: what stands neither in the settings nor in a convention.</summary>
internal sealed record NetworkRecords
{
    private static readonly ImmutableSortedDictionary<string, SecurityGroup> NoGroups =
        ImmutableSortedDictionary.Create<string, SecurityGroup>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> NoTags =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    private static readonly ImmutableSortedSet<string> NoVpcs = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Security groups that were made, and those of the settings or by convention whose rules were changed.</summary>
    public ImmutableSortedDictionary<string, SecurityGroup> Groups { get; init => field = value ?? NoGroups; } = NoGroups;

    /// <summary>Tags by the ids of what has them; those of the settings are replaced as a whole.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Tags { get; init => field = value ?? NoTags; } = NoTags;

    /// <summary>VPCs by convention that were asked for: their subnets belong to them from then on.</summary>
    public ImmutableSortedSet<string> Vpcs { get; init => field = value ?? NoVpcs; } = NoVpcs;
}
