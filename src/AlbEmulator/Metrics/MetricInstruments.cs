using System.Diagnostics.Metrics;

namespace AlbEmulator.Metrics;

/// <summary>
/// The metrics as instruments of .NET, which whoever listens to their meters reads: observed, but for the histogram, of
/// which .NET knows no observable form (<see cref="MetricsRegistry"/>).
/// </summary>
internal sealed class MetricInstruments : IDisposable
{
    /// <summary>CloudWatch's namespace.</summary>
    public const string Aws = "AWS/ApplicationELB";

    public const string Own = "AlbEmulator";

    private readonly Meter _own = new(Own);

    public MetricInstruments(MetricTable table, MetricsRegistry registry)
    {
        Add(registry.Meter, table, table.Aws);
        Add(_own, table, table.Own);
    }

    public void Dispose() => _own.Dispose();

    private static void Add(Meter meter, MetricTable table, IEnumerable<Metric> metrics)
    {
        foreach (var metric in metrics)
        {
            switch (metric.Kind)
            {
                case MetricKind.Counter:
                    meter.CreateObservableCounter(metric.Name, () => Read(table, metric, value => (long)value), metric.Unit, metric.Help);
                    break;
                case MetricKind.FractionalCounter:
                    meter.CreateObservableCounter(metric.Name, () => Read(table, metric, value => value), metric.Unit, metric.Help);
                    break;
                case MetricKind.Gauge:
                    meter.CreateObservableGauge(metric.Name, () => Read(table, metric, value => value), metric.Unit, metric.Help);
                    break;
            }
        }
    }

    private static IEnumerable<Measurement<T>> Read<T>(MetricTable table, Metric metric, Func<double, T> convert)
        where T : struct =>
        metric.Read(table.Read()).Select(sample => new Measurement<T>(convert(sample.Value), sample.Dimensions.Tags));
}
