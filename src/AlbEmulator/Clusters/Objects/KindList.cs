namespace AlbEmulator.Clusters.Objects;

/// <summary>What came of asking for all objects of a kind.</summary>
/// <param name="Objects">They; null where there is no such kind, or it may not be listed.</param>
/// <param name="Version">Of the API that has them.</param>
/// <param name="Namespace">Of which they are; empty for all.</param>
/// <param name="ResourceVersion">From which on changes are told.</param>
internal sealed record KindList(IReadOnlyList<ClusterObject>? Objects, string Version, string Namespace, string ResourceVersion)
{
    /// <summary>The cluster has no such kind.</summary>
    public static KindList Absent { get; } = new(null, "", "", "");

    /// <summary>Why it may not be listed; null where it may, or is not there.</summary>
    public string? Forbidden { get; init; }
}
