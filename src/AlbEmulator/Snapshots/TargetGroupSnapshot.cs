using AlbEmulator.Forwarding;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Snapshots;

/// <summary>A target group with all that its requests need.</summary>
/// <param name="TargetGroup">What was asked for.</param>
/// <param name="Targets">Its targets, and which of them get requests.</param>
internal sealed record TargetGroupSnapshot(TargetGroup TargetGroup, GroupTargets Targets)
{
    /// <summary>By which its targets are spoken to; null where nothing is forwarded.</summary>
    public TargetClient? Client { get; init; }

    /// <summary>What keeps a client with its target; null for nothing.</summary>
    public StickyTargets? Stickiness { get; init; }

    /// <summary>What is counted of it behind the load balancer whose rule it is.</summary>
    public TargetGroupMetrics Metrics { get; init; } = TargetGroupMetrics.Unread;

    /// <summary>Whether it is made of these, wherever its requests are counted.</summary>
    public bool IsOf(TargetGroup group, GroupTargets targets, TargetClient? client) =>
        ReferenceEquals(TargetGroup, group) && ReferenceEquals(Targets, targets) && ReferenceEquals(Client, client);
}
