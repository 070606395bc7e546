using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks;

/// <summary>As many small requests as each proxy can take, from a fixed number of connections.</summary>
internal static class Comparison
{
    private const int WrkThreads = 2;
    private const int H2RequestsPerSecond = 8_000;

    public static async Task<int> Run(ComparisonPlan plan, CancellationToken cancelled)
    {
        var (name, package) = plan.Protocol == ClientProtocol.H2 ? ("h2load", "nghttp2-client") : ("wrk", "wrk");
        if (ProgramCommand.Find(name) is not { } load)
        {
            await Console.Error.WriteLineAsync($"{name} is not installed (apt-get install {package}).");
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
            var url = $"{(proxy.IsTls ? "https" : "http")}://127.0.0.1:{proxy.Port}/";
            var output = plan.Protocol == ClientProtocol.H2
                ? await H2Load.Run(load, url, plan.Connections, H2Requests(duration), cancelled)
                : await Wrk.Run(load, url, WrkThreads, plan.Connections, duration, cancelled);
            logged.Count(proxy, output.Requests);
            return new LoadSample(output, ProcessCpu.Read(process.Id) - before);
        }
    }

    /// <summary>h2load waits for answers at the end of a duration, which would count as errors: it gets a number.</summary>
    private static int H2Requests(TimeSpan duration) => (int)(duration.TotalSeconds * H2RequestsPerSecond);
}
