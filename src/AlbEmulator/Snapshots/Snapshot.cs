using System.Collections.Frozen;

namespace AlbEmulator.Snapshots;

/// <summary>
/// What a topology was compiled to. Immutable: a request takes one and sees the same rules and groups to its end.
/// </summary>
/// <param name="ByEndpoint">The listeners by the names of their Kestrel endpoints, of which each may have two.</param>
/// <param name="TargetGroups">By ARN.</param>
/// <param name="LoadedAt">When its topology was loaded.</param>
internal sealed record Snapshot(
    FrozenDictionary<string, ListenerSnapshot> ByEndpoint,
    IReadOnlyDictionary<string, TargetGroupSnapshot> TargetGroups,
    DateTimeOffset LoadedAt)
{
    /// <summary>Each once.</summary>
    public IReadOnlyList<ListenerSnapshot> Listeners { get; } = [.. ByEndpoint.Values.Distinct()];

    /// <summary>The groups to which each load balancer forwards, with what is counted of them there, by its ARN.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, TargetGroupSnapshot>> Behind { get; init; } =
        FrozenDictionary<string, IReadOnlyDictionary<string, TargetGroupSnapshot>>.Empty;

    public static Snapshot Empty { get; } = new(
        FrozenDictionary<string, ListenerSnapshot>.Empty,
        FrozenDictionary<string, TargetGroupSnapshot>.Empty,
        DateTimeOffset.MinValue);
}

/// <summary>The pointer at which control time and request time meet.</summary>
internal sealed class CurrentSnapshot
{
    private volatile Snapshot _value = Snapshot.Empty;

    public Snapshot Value
    {
        get => _value;
        set => _value = value;
    }
}
