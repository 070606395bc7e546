using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;
using AlbEmulator.Benchmarks.Ways;

namespace AlbEmulator.Benchmarks;

/// <summary>As many requests, or messages, as each proxy can take from a fixed number of connections, in one way or in more.</summary>
internal static class Comparison
{
    /// <returns>The worst of the ways: 2 where a client is not installed, 1 where a wanted ratio is not kept.</returns>
    public static async Task<int> Run(ComparisonPlan plan, IReadOnlyList<Way> ways, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        var worst = 0;
        foreach (var way in ways)
        {
            worst = Math.Max(worst, await Run(plan, way, cancelled));
        }

        return worst;
    }

    private static async Task<int> Run(ComparisonPlan plan, Way way, CancellationToken cancelled)
    {
        var client = way.Client is { } named ? ProgramCommand.Find(named.Program) : null;
        if (client is null && way.Client is { } absent)
        {
            await Console.Error.WriteLineAsync($"{absent.Program} is not installed (apt-get install {absent.Package}).");
            return 2;
        }

        using var stage = new Stage(logsInMemory: true);
        var targetPort = way.Protocol == ClientProtocol.WebSocket
            ? await EchoTarget.Start(stage, cancelled)
            : await PlainTarget.Start(stage, cancelled);
        var lineup = ProxyLineup.Define(plan, way.Protocol, stage, targetPort);
        var load = new WayLoad(way, client, plan.Connections, way.WrkArguments(stage));
        var logged = new LoggedRequests();
        var measured = await Rounds.Run(plan, stage, lineup, Measure, cancelled);
        var table = new ComparisonTable(way, measured, await logged.LinesPerRequest(lineup.Present, cancelled), lineup.Absent);
        table.Print(Console.Out);
        return table.IsAsWanted ? 0 : 1;

        async Task<LoadSample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            var before = ProcessCpu.Read(process.Id);
            var figures = await load.Run(proxy, duration, cancelled);
            logged.Count(proxy, figures.Logged);
            return new LoadSample(figures, ProcessCpu.Read(process.Id) - before);
        }
    }
}
