namespace AlbEmulator.Metrics.History;

/// <summary>A load balancer, from point to point.</summary>
internal sealed class LoadBalancerHistory
{
    /// <param name="metrics">What is counted of it.</param>
    /// <param name="points">How many points are kept.</param>
    public LoadBalancerHistory(LoadBalancerMetrics metrics, int points)
    {
        Metrics = metrics;
        (NewConnections, ActiveConnections) = (new Counted(points), new Ring(points));
        Statuses = [.. Enumerable.Range(0, 4).Select(_ => new Counted(points))];
    }

    public LoadBalancerMetrics Metrics { get; }

    /// <summary>Answers to its clients, of targets and its own: 2xx, 3xx, 4xx, 5xx.</summary>
    public IReadOnlyList<Counted> Statuses { get; }

    /// <summary>From clients and to targets, as AWS counts them.</summary>
    public Counted NewConnections { get; }

    /// <summary>Of clients, at that moment.</summary>
    public Ring ActiveConnections { get; }

    /// <summary>Its counters began at 0 again.</summary>
    public void BeginAgain()
    {
        NewConnections.BeginAgain();
        foreach (var status in Statuses)
        {
            status.BeginAgain();
        }
    }

    /// <param name="point">Number of the point.</param>
    /// <param name="groups">Those behind it.</param>
    public void Write(long point, IReadOnlyList<TargetGroupMetrics> groups)
    {
        Statuses[0].Write(point, Metrics[LoadBalancerCounter.Elb2xx] + OfTargets(TargetGroupCounter.Target2xx));
        Statuses[1].Write(point, Metrics[LoadBalancerCounter.Elb3xx] + OfTargets(TargetGroupCounter.Target3xx));
        Statuses[2].Write(point, Metrics[LoadBalancerCounter.Elb4xx] + OfTargets(TargetGroupCounter.Target4xx));
        Statuses[3].Write(point, Metrics[LoadBalancerCounter.Elb5xx] + OfTargets(TargetGroupCounter.Target5xx));
        NewConnections.Write(point, Metrics[LoadBalancerCounter.NewConnections]);
        ActiveConnections[point] = Metrics.OpenClientConnections;

        long OfTargets(TargetGroupCounter counter) => groups.Sum(group => group[counter]);
    }
}
