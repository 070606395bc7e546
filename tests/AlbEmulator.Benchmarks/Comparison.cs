using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks;

/// <summary>As many small requests as each proxy can take, from a fixed number of connections.</summary>
internal static class Comparison
{
    private const int WrkThreads = 2;

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
        var lineup = ProxyLineup.Define(plan, stage, targetPort);
        var logged = new LoggedRequests();
        var measured = await Rounds.Run(plan, stage, lineup, Measure, cancelled);
        var table = new ComparisonTable(measured, await logged.LinesPerRequest(lineup.Present, cancelled), lineup.Absent);
        table.Print(Console.Out);
        return 0;

        async Task<LoadSample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var url = $"http://127.0.0.1:{proxy.Port}/";
            var output = await Wrk.Run(wrk, url, WrkThreads, plan.Connections, duration, cancelled);
            logged.Count(proxy, output.Requests);
            return new LoadSample(output, ProcessCpu.Read(process.Id) - before);
        }
    }
}
