using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Records;

/// <summary>
/// What it costs an emulator to write down what it does: emulators that differ in that alone, in turn. Metrics cannot be
/// switched off: they are in the CPU time of all.
/// </summary>
internal static class RecordsComparison
{
    private const string Nothing = "nothing";
    private const string Everything = "all of these";
    private const string NoLog = "Alb__AccessLog=";
    private const string NoJournal = "Alb__JournalSize=0";

    /// <summary>CPU time of everything to that of nothing.</summary>
    private const double Tolerance = 1.10;

    public static async Task<int> Run(ComparisonPlan plan, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("wrk") is not { } wrk)
        {
            await Console.Error.WriteLineAsync("wrk is not installed (apt-get install wrk).");
            return 2;
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var targetPort = await PlainTarget.Start(stage, cancelled);
        var proxies = new Dictionary<string, Proxy?>
        {
            [Nothing] = EmulatorProxy.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoLog, NoJournal], "nothing"),
            ["access log"] = EmulatorProxy.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoJournal], "log"),
            ["journal"] = EmulatorProxy.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoLog], "journal"),
            ["archives"] = DeliveringLogs.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoLog, NoJournal], "archives"),
            [Everything] = DeliveringLogs.Define(stage, targetPort, plan.EmulatorEnvironment, "everything"),
        };
        if (proxies.ContainsValue(null))
        {
            await Console.Error.WriteLineAsync("The emulator is not built: dotnet build -c Release.");
            return 2;
        }

        var lineup = new ProxyLineup(
            [.. proxies.Select(proxy => proxy.Value! with { Name = proxy.Key })], new Dictionary<string, string>());
        var measured = await Rounds.Run(plan, stage, lineup, Measure, cancelled);
        Print(measured);
        return Ratio(measured[Everything], measured[Nothing]) <= Tolerance ? 0 : 1;

        async Task<LoadSample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var output = await Wrk.Run(wrk, $"http://127.0.0.1:{proxy.Port}/", 2, plan.Connections, duration, cancelled);
            return new LoadSample(output, ProcessCpu.Read(process.Id) - before);
        }
    }

    private static void Print(Dictionary<string, List<LoadSample>> measured)
    {
        var table = new Table("written down", "requests/s", "errors", "CPU µs/request", "CPU to nothing");
        foreach (var (name, samples) in measured)
        {
            table.Add(
                name,
                $"{Percentile.Median(samples.Select(sample => sample.Figures.PerSecond)):F0}",
                $"{samples.Sum(sample => sample.Figures.Errors)}",
                $"{Percentile.Median(samples.Select(sample => sample.CpuMicrosecondsPerRequest)):F1}",
                $"{Ratio(samples, measured[Nothing]):F2}");
        }

        table.Print(Console.Out);
    }

    private static double Ratio(List<LoadSample> samples, List<LoadSample> others) =>
        RoundRatio.Of(samples, others, sample => sample.CpuMicrosecondsPerRequest);
}
