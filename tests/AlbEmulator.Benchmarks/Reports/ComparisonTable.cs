using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Reports;

/// <summary>Prints <c>compare</c>: medians over the rounds, and how they stand to plain YARP in the same round.</summary>
internal sealed class ComparisonTable(
    Dictionary<string, List<LoadSample>> measured,
    Dictionary<string, double> linesPerRequest,
    IReadOnlyDictionary<string, string> absent)
{
    public void Print(TextWriter output)
    {
        var table = new Table(
            "proxy", "requests/s", "p50 ms", "p99 ms", "errors", "CPU µs/request", "log lines/request",
            "requests/s to plain YARP", "CPU to plain YARP");
        foreach (var (name, samples) in measured)
        {
            table.Add(
                name,
                $"{Median(samples, sample => sample.Output.RequestsPerSecond):F0}",
                $"{Median(samples, sample => sample.Output.P50.TotalMilliseconds):F2}",
                $"{Median(samples, sample => sample.Output.P99.TotalMilliseconds):F2}",
                $"{samples.Sum(sample => sample.Output.Errors)}",
                $"{Median(samples, sample => sample.CpuMicrosecondsPerRequest):F1}",
                linesPerRequest.TryGetValue(name, out var lines) ? $"{lines:F3}" : "no log",
                Ratio(samples, sample => sample.Output.RequestsPerSecond),
                Ratio(samples, sample => sample.CpuMicrosecondsPerRequest));
        }

        foreach (var (name, missing) in absent)
        {
            table.Add(name, missing);
        }

        table.Print(output);
    }

    private static double Median(List<LoadSample> samples, Func<LoadSample, double> value) =>
        Percentile.Median(samples.Select(value));

    /// <summary>The median of the ratios, not the ratio of the medians: a round's two halves ran under like conditions.</summary>
    private string Ratio(List<LoadSample> samples, Func<LoadSample, double> value) =>
        measured.TryGetValue(ProxyNames.PlainYarp, out var plain)
            ? $"{Percentile.Median(samples.Zip(plain, (ours, theirs) => value(ours) / value(theirs))):F2}"
            : "";
}
