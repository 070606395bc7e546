namespace AlbEmulator.Metrics;

/// <summary>A metric: its names, and where its values are read.</summary>
/// <param name="Name">CloudWatch's, or our own for what AWS does not have.</param>
/// <param name="PrometheusName">The same by Prometheus's conventions.</param>
/// <param name="Kind">How its values go.</param>
/// <param name="Unit">As UCUM and OpenTelemetry write it.</param>
/// <param name="Help">A sentence for whoever reads it, without its full stop.</param>
/// <param name="Read">Its series and their values now.</param>
internal sealed record Metric(
    string Name, string PrometheusName, MetricKind Kind, string Unit, string Help, Func<MetricsReading, IEnumerable<Sample>> Read);

internal enum MetricKind
{
    /// <summary>Whole numbers that only grow.</summary>
    Counter,

    /// <summary>Grows too, but by parts.</summary>
    FractionalCounter,

    Gauge,

    /// <summary>Its samples have <see cref="Sample.TimesOf"/>.</summary>
    Histogram,
}

/// <summary>One series of a metric, and its value.</summary>
internal readonly record struct Sample(Dimensions Dimensions, double Value)
{
    /// <summary>Of a histogram: whose response times are read, bucket by bucket.</summary>
    public ITimes? TimesOf { get; init; }
}
