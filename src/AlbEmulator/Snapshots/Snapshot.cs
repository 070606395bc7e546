using System.Collections.Frozen;

namespace AlbEmulator.Snapshots;

/// <summary>
/// What a topology was compiled to. Immutable: a request takes one and sees the same rules and groups to its end.
/// </summary>
/// <param name="Listeners">By the name of their Kestrel endpoint.</param>
/// <param name="TargetGroups">By ARN.</param>
/// <param name="LoadedAt">When its topology was loaded.</param>
internal sealed record Snapshot(
    FrozenDictionary<string, ListenerSnapshot> Listeners,
    FrozenDictionary<string, TargetGroupSnapshot> TargetGroups,
    DateTimeOffset LoadedAt)
{
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
