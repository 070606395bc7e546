using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Records;

/// <summary>
/// What short lines cost at a rate that no terminal shows: emulators that differ in them alone, in turn, and where it is named
/// another build without them.
/// </summary>
internal static class LinesComparison
{
    private const string Off = "off";
    private const string On = "on";
    private const int RequestsInSecond = 5000;

    /// <summary>CPU time with lines to that without.</summary>
    private const double Tolerance = 1.05;

    public static async Task<int> Run(ComparisonPlan plan, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var targetPort = await PlainTarget.Start(stage, cancelled);
        var proxies = new Dictionary<string, Proxy?>
        {
            [Off] = EmulatorProxy.Define(stage, targetPort, ["Alb__RequestLines=Off"], "off"),
            [On] = EmulatorProxy.Define(stage, targetPort, ["Alb__RequestLines=On"], "on"),
        };
        if (plan.Before is { } build)
        {
            proxies[ProxyNames.Before] = EmulatorProxy.Define(stage, targetPort, [], ProxyNames.Before, build: build);
        }

        if (proxies.ContainsValue(null))
        {
            await Console.Error.WriteLineAsync("The emulator is not built: dotnet build -c Release.");
            return 2;
        }

        var lineup = new ProxyLineup(
            [.. proxies.Select(proxy => proxy.Value! with { Name = proxy.Key })], new Dictionary<string, string>());
        var measured = await Rounds.Run(plan, stage, lineup, Measure, cancelled);
        Print(measured);
        if (measured.Values.Any(samples => samples.Sum(sample => sample.Load.Errors) * 100L > samples.Sum(sample => sample.Load.Sent)))
        {
            await Console.Error.WriteLineAsync($"{RequestsInSecond} requests/s were too many for this machine as it is: that says nothing of lines.");
            return 2;
        }

        return Ratio(measured[On], measured[Off]) <= Tolerance ? 0 : 1;

        async Task<Sample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var load = await ConstantRate.Run($"http://127.0.0.1:{proxy.Port}/", RequestsInSecond, duration, cancelled);
            return new Sample(load, (ProcessCpu.Read(process.Id) - before) / Math.Max(1, load.Sent - load.Errors));
        }
    }

    private static void Print(Dictionary<string, List<Sample>> measured)
    {
        var table = new Table("short lines", "requests", "errors", "CPU µs/request", "CPU to off", "p99 ms");
        foreach (var (name, samples) in measured)
        {
            table.Add(
                name,
                $"{samples.Sum(sample => sample.Load.Sent)}",
                $"{samples.Sum(sample => sample.Load.Errors)}",
                $"{Percentile.Median(samples.Select(sample => sample.CpuOfRequest.TotalMicroseconds)):F1}",
                $"{Ratio(samples, measured[Off]):F3}",
                $"{Percentile.Median(samples.Select(sample => sample.Load.P99)):F1}");
        }

        table.Print(Console.Out);
    }

    private static double Ratio(List<Sample> samples, List<Sample> others) =>
        RoundRatio.Of(samples, others, sample => sample.CpuOfRequest.TotalMicroseconds);

    private sealed record Sample(LatencySample Load, TimeSpan CpuOfRequest);
}
