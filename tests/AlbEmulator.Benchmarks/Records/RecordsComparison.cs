using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Records;

/// <summary>
/// What each thing that an emulator writes down costs it: one that writes all of them, beside those that leave one out, in
/// turn. Metrics cannot be switched off: they are in the CPU time of all.
/// </summary>
internal static class RecordsComparison
{
    private const string Everything = "nothing";
    private const string AllThree = "all three";
    private const string NoLog = "Alb__AccessLog=";
    private const string NoJournal = "Alb__JournalSize=0";

    /// <summary>CPU time with any one of them to that without it.</summary>
    private const double Tolerance = 1.05;

    /// <summary>CPU time with all of them to that with none.</summary>
    private const double TogetherTolerance = 1.10;

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
            [Everything] = DeliveringLogs.Define(stage, targetPort, plan.EmulatorEnvironment, "everything"),
            ["access log"] = DeliveringLogs.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoLog], "no-log"),
            ["journal"] = DeliveringLogs.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoJournal], "no-journal"),
            ["archives"] = EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "no-archives"),
            [AllThree] = EmulatorProxy.Define(stage, targetPort, [.. plan.EmulatorEnvironment, NoLog, NoJournal], "nothing"),
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
        return measured.All(kind => Cost(measured, kind.Value) <= (kind.Key == AllThree ? TogetherTolerance : Tolerance)) ? 0 : 1;

        async Task<LoadSample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var output = await Wrk.Run(wrk, $"http://127.0.0.1:{proxy.Port}/", 2, plan.Connections, duration, cancelled);
            return new LoadSample(output, ProcessCpu.Read(process.Id) - before);
        }
    }

    private static void Print(Dictionary<string, List<LoadSample>> measured)
    {
        var table = new Table("left out", "requests/s", "errors", "CPU µs/request", "CPU with it to without");
        foreach (var (name, samples) in measured)
        {
            table.Add(
                name,
                $"{Percentile.Median(samples.Select(sample => sample.Figures.PerSecond)):F0}",
                $"{samples.Sum(sample => sample.Figures.Errors)}",
                $"{Percentile.Median(samples.Select(sample => sample.CpuMicrosecondsPerRequest)):F1}",
                $"{Cost(measured, samples):F3}");
        }

        table.Print(Console.Out);
    }

    private static double Cost(Dictionary<string, List<LoadSample>> measured, List<LoadSample> without) =>
        RoundRatio.Of(measured[Everything], without, sample => sample.CpuMicrosecondsPerRequest);
}
