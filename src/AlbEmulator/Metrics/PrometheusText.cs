using System.Globalization;
using System.Text;

namespace AlbEmulator.Metrics;

/// <summary>
/// The metrics as Prometheus reads them.
/// <see href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format"/>
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static byte[] Of(MetricTable table)
    {
        var reading = table.Read();
        var text = new StringBuilder();
        foreach (var metric in table.Aws.Concat(table.Own))
        {
            Write(text, metric, reading);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A metric without series is left out.</summary>
    private static void Write(StringBuilder text, Metric metric, MetricsReading reading)
    {
        var isFirst = true;
        foreach (var sample in metric.Read(reading))
        {
            if (isFirst)
            {
                text.Append("# HELP ").Append(metric.PrometheusName).Append(' ').Append(metric.Help).Append(".\n");
                text.Append("# TYPE ").Append(metric.PrometheusName).Append(' ').Append(TypeOf(metric.Kind)).Append('\n');
                isFirst = false;
            }

            if (sample.Times is { } times)
            {
                Write(text, metric.PrometheusName, sample.Dimensions.Labels, times);
            }
            else
            {
                Write(text, metric.PrometheusName, sample.Dimensions.Labels, sample.Value);
            }
        }
    }

    private static void Write(StringBuilder text, string name, string labels, ResponseTimes times)
    {
        var count = 0L;
        for (var bucket = 0; bucket < times.Counts.Count; bucket++)
        {
            count += times.Counts[bucket];
            var bound = bucket < ResponseTimes.Bounds.Count ? Text(ResponseTimes.Bounds[bucket]) : "+Inf";
            Write(text, $"{name}_bucket", $"{labels},le=\"{bound}\"", count);
        }

        Write(text, $"{name}_sum", labels, times.Total.TotalSeconds);
        Write(text, $"{name}_count", labels, count);
    }

    private static void Write(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter or MetricKind.FractionalCounter => "counter",
        MetricKind.Gauge => "gauge",
        MetricKind.Histogram => "histogram",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
