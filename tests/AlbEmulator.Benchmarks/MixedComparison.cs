using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;
using AlbEmulator.Benchmarks.Ways;

namespace AlbEmulator.Benchmarks;

/// <summary>
/// Small requests at a constant rate beside clients that fetch large bodies: who waits for whom. All proxies have the same to do:
/// whoever fetched in a loop would load the machine the more the faster the proxy is.
/// </summary>
internal static class MixedComparison
{
    private const int SmallPerSecond = 500;
    private const int LargeClients = 4;

    /// <summary>How long each rests between two bodies of 10 MB: some 350 MB/s go to all of them.</summary>
    private static readonly TimeSpan LargePause = TimeSpan.FromMilliseconds(100);

    /// <summary>The p99 of small requests to nginx's.</summary>
    private static readonly WantedRatio Wanted = WantedRatio.AtMost(1.2);

    public static async Task<int> Run(ComparisonPlan plan, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("wrk") is not { } wrk)
        {
            await Console.Error.WriteLineAsync("wrk is not installed (apt-get install wrk).");
            return 2;
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage(logsInMemory: true);
        var targetPort = await PlainTarget.Start(stage, cancelled);
        var paced = stage.PathOf("paced.lua");
        await File.WriteAllTextAsync(paced, $"function delay() return {LargePause.TotalMilliseconds} end", cancelled);
        var lineup = ProxyLineup.Define(plan, ClientProtocol.Http, stage, targetPort);
        var measured = await Rounds.Run(plan, stage, lineup, Measure, cancelled);
        Print(measured, lineup.Absent);
        return Ratio(measured, ProxyNames.Emulator) is { } ratio && !Wanted.IsKept(ratio) ? 1 : 0;

        async Task<MixedSample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var url = $"http://127.0.0.1:{proxy.Port}";
            var large = Wrk.Run(wrk, url + PlainTarget.LargePath, 1, LargeClients, duration, cancelled, "-s", paced);
            var small = await ConstantRate.Run(url + "/", SmallPerSecond, duration, cancelled);
            return new MixedSample(small, await large, (ProcessCpu.Read(process.Id) - before) / duration);
        }
    }

    private static void Print(Dictionary<string, List<MixedSample>> measured, IReadOnlyDictionary<string, string> absent)
    {
        var table = new Table(
            "proxy", "p50 ms", "p99 ms", "max ms", "errors", "large MB/s", "large errors", "CPUs in use", "p99 to nginx");
        foreach (var (name, samples) in measured)
        {
            table.Add(
                name,
                $"{Median(samples, sample => sample.Small.P50):F2}",
                $"{Median(samples, sample => sample.Small.P99):F2}",
                $"{Median(samples, sample => sample.Small.Max):F2}",
                $"{samples.Sum(sample => sample.Small.Errors)}",
                $"{Median(samples, sample => sample.Large.BytesPerSecond / 1e6):F0}",
                $"{samples.Sum(sample => sample.Large.Errors)}",
                $"{Median(samples, sample => sample.Cpus):F2}",
                Ratio(measured, name) is not { } ratio ? "" : name == ProxyNames.Emulator ? Wanted.Beside(ratio) : $"{ratio:F3}");
        }

        foreach (var (name, missing) in absent)
        {
            table.Add(name, missing);
        }

        table.Print(Console.Out);
    }

    /// <summary>Null where that proxy or nginx was not measured.</summary>
    private static double? Ratio(Dictionary<string, List<MixedSample>> measured, string name) =>
        measured.TryGetValue(name, out var samples) && measured.TryGetValue(ProxyNames.Nginx, out var others)
            ? RoundRatio.Of(samples, others, sample => sample.Small.P99)
            : null;

    private static double Median(List<MixedSample> samples, Func<MixedSample, double> value) =>
        Percentile.Median(samples.Select(value));

    /// <param name="Cpus">CPU time of the proxy by time passed.</param>
    private sealed record MixedSample(LatencySample Small, LoadFigures Large, double Cpus);
}
