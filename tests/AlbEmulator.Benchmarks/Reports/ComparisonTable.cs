using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Ways;

namespace AlbEmulator.Benchmarks.Reports;

/// <summary>
/// Prints <c>compare</c>: medians over the rounds, how they stand to nginx and to plain YARP in the same round, and
/// whether the emulator is as it is wanted to be.
/// </summary>
internal sealed class ComparisonTable(
    Way way,
    Dictionary<string, List<LoadSample>> measured,
    Dictionary<string, double> linesPerRequest,
    IReadOnlyDictionary<string, string> absent)
{
    /// <summary>Those to a proxy that was measured.</summary>
    private readonly RatioColumn[] _ratios =
    [
        .. new RatioColumn[]
        {
            new($"{way.Unit}s/s to nginx", ProxyNames.Nginx, sample => sample.Figures.PerSecond, way.Wanted.PerSecond),
            new("CPU to nginx", ProxyNames.Nginx, sample => sample.CpuMicrosecondsPerRequest, way.Wanted.Cpu),
            new("p99 to nginx", ProxyNames.Nginx, sample => sample.Figures.P99, way.Wanted.P99),
            new("CPU to plain YARP", ProxyNames.PlainYarp, sample => sample.CpuMicrosecondsPerRequest),
        }.Where(column => measured.ContainsKey(column.To)),
    ];

    /// <summary>Whether the emulator keeps every bound, as far as it and nginx were measured.</summary>
    public bool IsAsWanted => !measured.TryGetValue(ProxyNames.Emulator, out var samples)
        || _ratios.All(column => column.Wanted?.IsKept(Ratio(samples, column)) ?? true);

    public void Print(TextWriter output)
    {
        var table = new Table(
        [
            "proxy", $"{way.Unit}s/s", "p50 ms", "p99 ms", "errors", $"CPU µs/{way.Unit}", "log lines",
            .. _ratios.Select(column => column.Header),
        ]);
        foreach (var (name, samples) in measured)
        {
            table.Add(
            [
                name,
                $"{Median(samples, sample => sample.Figures.PerSecond):F0}",
                Known(Median(samples, sample => sample.Figures.P50), "F2"),
                Known(Median(samples, sample => sample.Figures.P99), "F2"),
                $"{samples.Sum(sample => sample.Figures.Errors)}",
                $"{Median(samples, sample => sample.CpuMicrosecondsPerRequest):F1}",
                linesPerRequest.TryGetValue(name, out var lines) ? $"{lines:F3}" : "no log",
                .. _ratios.Select(column => Cell(name, column)),
            ]);
        }

        foreach (var (name, missing) in absent)
        {
            table.Add(name, missing);
        }

        output.WriteLine($"{way.Title} (--way {way.Name}):");
        output.WriteLine();
        table.Print(output);
        output.WriteLine();
    }

    private string Cell(string name, RatioColumn column)
    {
        var ratio = Ratio(measured[name], column);
        return name == ProxyNames.Emulator && column.Wanted is { } wanted ? wanted.Beside(ratio) : Known(ratio, "F3");
    }

    private double Ratio(List<LoadSample> samples, RatioColumn column) =>
        RoundRatio.Of(samples, measured[column.To], column.Value);

    private static double Median(List<LoadSample> samples, Func<LoadSample, double> value) =>
        Percentile.Median(samples.Select(value));

    private static string Known(double value, string format) => double.IsNaN(value) ? "—" : value.ToString(format);
}
