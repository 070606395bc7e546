using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace AlbEmulator.Metrics;

/// <summary>
/// The metrics as Prometheus reads them, written piece by piece: a piece that is on its way is not kept.
/// <see href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format"/>
/// </summary>
/// <param name="pipe">Where it is written to.</param>
internal sealed class PrometheusText(PipeWriter pipe)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Bytes after which what was written goes out.</summary>
    public const int Piece = 16 * 1024;

    /// <summary>Longer than any number.</summary>
    private const int MostDigits = 32;

    private static readonly string[] Bounds =
        [.. ResponseTimes.Bounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)), "+Inf"];

    /// <summary>Writes all metrics.</summary>
    /// <param name="table">What there is.</param>
    /// <param name="cancellationToken">The reader is gone.</param>
    public async Task WriteAsync(MetricTable table, CancellationToken cancellationToken)
    {
        var reading = table.Read();
        foreach (var metric in table.Aws.Concat(table.Own))
        {
            var isFirst = true;
            foreach (var sample in metric.Read(reading))
            {
                if (isFirst)
                {
                    WriteHead(metric);
                    isFirst = false;
                }

                Write(metric, sample);
                if (pipe.UnflushedBytes >= Piece && (await pipe.FlushAsync(cancellationToken)).IsCompleted)
                {
                    return;
                }
            }
        }

        await pipe.FlushAsync(cancellationToken);
    }

    /// <summary>A metric without series has none.</summary>
    private void WriteHead(Metric metric)
    {
        Write($"# HELP {metric.PrometheusName} {metric.Help}.\n");
        Write($"# TYPE {metric.PrometheusName} {TypeOf(metric.Kind)}\n");
    }

    private void Write(Metric metric, in Sample sample)
    {
        if (sample.TimesOf is not { } times)
        {
            Write(metric.PrometheusName, "", sample.Dimensions, bound: null, sample.Value);
            return;
        }

        var count = 0L;
        for (var bucket = 0; bucket < ResponseTimes.Buckets; bucket++)
        {
            count += times.In(bucket);
            Write(metric.PrometheusName, "_bucket", sample.Dimensions, Bounds[bucket], count);
        }

        Write(metric.PrometheusName, "_sum", sample.Dimensions, bound: null, times.Total.TotalSeconds);
        Write(metric.PrometheusName, "_count", sample.Dimensions, bound: null, count);
    }

    /// <summary>One line.</summary>
    private void Write(string name, string suffix, in Dimensions dimensions, string? bound, double value)
    {
        Write(name);
        Write(suffix);
        var separator = "{"u8;
        if (dimensions.First is { } first)
        {
            Write(separator);
            Write(first.Label);
            separator = ","u8;
        }

        if (dimensions.Second is { } second)
        {
            Write(separator);
            Write(second.Label);
        }

        if (bound is not null)
        {
            Write(",le=\""u8);
            Write(bound);
            Write("\""u8);
        }

        Write(dimensions.First is null ? " "u8 : "} "u8);
        Write(value);
        Write("\n"u8);
    }

    private void Write(double value)
    {
        value.TryFormat(pipe.GetSpan(MostDigits), out var written, default, CultureInfo.InvariantCulture);
        pipe.Advance(written);
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(pipe.GetSpan(text.Length));
        pipe.Advance(text.Length);
    }

    private void Write(string text) => pipe.Advance(Encoding.UTF8.GetBytes(text, pipe.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter or MetricKind.FractionalCounter => "counter",
        MetricKind.Gauge => "gauge",
        MetricKind.Histogram => "histogram",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
