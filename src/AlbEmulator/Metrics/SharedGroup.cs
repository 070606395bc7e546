namespace AlbEmulator.Metrics;

/// <summary>
/// A target group and the load balancers that forward to it, of which the first counts what they share: the connections
/// to its targets. Changed under one lock, read without.
/// </summary>
/// <param name="dimension">The group's.</param>
internal sealed class SharedGroup(Dimension dimension)
{
    private readonly SortedSet<TargetGroupMetrics> _behind = new(ByLoadBalancer);
    private volatile TargetGroupMetrics? _first;

    /// <summary>Load balancers that still forward to the group go before those that did.</summary>
    private static IComparer<TargetGroupMetrics> ByLoadBalancer { get; } = Comparer<TargetGroupMetrics>.Create((one, other) =>
        one.IsWanted == other.IsWanted
            ? string.CompareOrdinal(one.LoadBalancer.Id, other.LoadBalancer.Id)
            : other.IsWanted.CompareTo(one.IsWanted));

    public Dimension Dimension => dimension;

    /// <summary>Null where nobody forwards to it any more.</summary>
    public TargetGroupMetrics? First => _first;

    public void Add(TargetGroupMetrics group)
    {
        _behind.Add(group);
        Choose();
    }

    public void Remove(TargetGroupMetrics group)
    {
        _behind.Remove(group);
        Choose();
    }

    /// <summary>A load balancer begins or ceases to forward to the group.</summary>
    public void Want(TargetGroupMetrics group, bool isWanted)
    {
        _behind.Remove(group);
        group.IsWanted = isWanted;
        _behind.Add(group);
        Choose();
    }

    private void Choose()
    {
        if (_first is { } before)
        {
            before.IsFirst = false;
        }

        _first = _behind.Min;
        if (_first is { } now)
        {
            now.IsFirst = true;
        }
    }
}
