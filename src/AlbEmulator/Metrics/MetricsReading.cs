namespace AlbEmulator.Metrics;

/// <summary>Everything that is counted now; made anew only when something joins or leaves.</summary>
/// <param name="LoadBalancers">In the order of their names.</param>
/// <param name="Groups">Of each load balancer, in the same order, its target groups in the order of their ARNs.</param>
internal sealed record MetricsReading(
    IReadOnlyList<LoadBalancerMetrics> LoadBalancers, IReadOnlyList<TargetGroupMetrics[]> Groups)
{
    /// <summary>Every target group behind every load balancer, had it a request or not.</summary>
    public IEnumerable<TargetGroupMetrics> TargetGroups
    {
        get
        {
            foreach (var ofOne in Groups)
            {
                foreach (var group in ofOne)
                {
                    yield return group;
                }
            }
        }
    }
}
