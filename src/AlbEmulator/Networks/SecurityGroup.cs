using System.Collections.Immutable;

namespace AlbEmulator.Networks;

/// <summary>
/// A security group. Its rules are kept and told; no packet is looked at.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html"/>
/// </summary>
internal sealed record SecurityGroup(string Id, string VpcId, string Name, string Description)
{
    public const string Prefix = "sg";

    /// <summary>Name of the group that every VPC has.</summary>
    public const string DefaultName = "default";

    public required ImmutableArray<SecurityGroupRule> Rules { get; init; }

    /// <summary>Whose group it is.</summary>
    public required string Account { get; init; }

    public required string Region { get; init; }
}
