using AlbEmulator.Model;

namespace AlbEmulator.Metrics;

/// <summary>A load balancer and the target groups to which it forwards, or did; used under one lock.</summary>
/// <param name="metrics">Its own counters.</param>
internal sealed class CountedLoadBalancer(LoadBalancerMetrics metrics)
{
    private readonly Dictionary<string, TargetGroupMetrics> _groups = new(StringComparer.Ordinal);
    private TargetGroupMetrics[]? _inOrder;

    public LoadBalancerMetrics Metrics => metrics;

    /// <summary>Whether a topology has it.</summary>
    public bool IsWanted { get; set; }

    /// <summary>The load balancer whose rules were looked at last; another one may forward elsewhere.</summary>
    public LoadBalancer? Seen { get; set; }

    public IReadOnlyCollection<TargetGroupMetrics> Groups => _groups.Values;

    /// <summary>In the order of their ARNs.</summary>
    public TargetGroupMetrics[] InOrder =>
        _inOrder ??= [.. _groups.Values.OrderBy(group => group.Arn, StringComparer.Ordinal)];

    public TargetGroupMetrics? Find(string targetGroupArn) => _groups.GetValueOrDefault(targetGroupArn);

    public void Add(TargetGroupMetrics group)
    {
        _groups.Add(group.Arn, group);
        _inOrder = null;
    }

    public void Remove(TargetGroupMetrics group)
    {
        _groups.Remove(group.Arn);
        _inOrder = null;
    }
}
