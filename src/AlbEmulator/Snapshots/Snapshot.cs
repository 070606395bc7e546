using System.Collections.Frozen;
using AlbEmulator.Model;

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
    /// <summary>Each once, in the order of the topology.</summary>
    public IReadOnlyList<ListenerSnapshot> Listeners { get; init; } = [.. ByEndpoint.Values.Distinct()];

    /// <summary>What each load balancer forwards to, by its ARN.</summary>
    public IReadOnlyDictionary<string, GroupsBehind> Behind { get; init; } = FrozenDictionary<string, GroupsBehind>.Empty;

    public static Snapshot Empty { get; } = new(
        FrozenDictionary<string, ListenerSnapshot>.Empty,
        FrozenDictionary<string, TargetGroupSnapshot>.Empty,
        DateTimeOffset.MinValue);
}

/// <summary>The groups that a load balancer forwards to, with what is counted of them there.</summary>
/// <param name="LoadBalancer">The load balancer.</param>
/// <param name="Groups">By ARN.</param>
internal sealed record GroupsBehind(LoadBalancer LoadBalancer, IReadOnlyDictionary<string, TargetGroupSnapshot> Groups);

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
