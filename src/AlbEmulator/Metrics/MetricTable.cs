using AlbEmulator.TargetGroups;

namespace AlbEmulator.Metrics;

/// <summary>
/// Every metric there is, by which both Prometheus and OTLP read the one set of counters.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"/>
/// </summary>
internal sealed class MetricTable(
    MetricsRegistry registry, TargetRegistry targets, TargetConnections connections, EmulatorTable emulator)
{
    /// <summary>Those of CloudWatch.</summary>
    public IReadOnlyList<Metric> Aws { get; } =
        [.. new TargetGroupTable(targets).Metrics, .. LoadBalancerTable.Of(connections, registry)];

    /// <summary>The emulator's own.</summary>
    public IReadOnlyList<Metric> Own { get; } = [.. emulator.Metrics];

    /// <summary>What there is to read now.</summary>
    public MetricsReading Read()
    {
        registry.Forget(targets.IsDraining);
        return registry.Read();
    }
}
