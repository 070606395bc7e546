using System.Diagnostics;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks;

/// <summary>From the start of the process to the first 200 from the target through it.</summary>
internal static class StartupComparison
{
    public static async Task<int> Run(int runs, IReadOnlyList<string> emulatorEnvironment, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        var plan = new ComparisonPlan(
            runs,
            TimeSpan.Zero,
            1,
            [ProxyNames.Emulator, ProxyNames.PlainYarp],
            emulatorEnvironment);
        var milliseconds = plan.Only.ToDictionary(name => name, _ => new List<double>());
        var absent = new Dictionary<string, string>();
        for (var run = 0; run < runs; run++)
        {
            // A folder of its own for each: nothing is left from the run before.
            using var stage = new Stage();
            var lineup = ProxyLineup.Define(plan, ClientProtocol.Http, stage, await PlainTarget.Start(stage, cancelled));
            absent = new Dictionary<string, string>(lineup.Absent);
            foreach (var proxy in lineup.Present)
            {
                milliseconds[proxy.Name].Add(await Measure(stage, proxy, cancelled));
            }
        }

        Print(milliseconds, absent);
        return 0;
    }

    private static async Task<double> Measure(Stage stage, Proxy proxy, CancellationToken cancelled)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = StartedProcess.Start(proxy.Command, stage.Folder);
        var answered = await FirstAnswer.Wait(process, proxy.Port, proxy.Name, cancelled);
        return Stopwatch.GetElapsedTime(start, answered).TotalMilliseconds;
    }

    private static void Print(Dictionary<string, List<double>> milliseconds, Dictionary<string, string> absent)
    {
        var table = new Table("proxy", "median ms", "max ms", "runs");
        foreach (var (name, values) in milliseconds)
        {
            if (absent.TryGetValue(name, out var missing))
            {
                table.Add(name, missing);
            }
            else
            {
                table.Add(name, $"{Percentile.Median(values):F0}", $"{values.Max():F0}", $"{values.Count}");
            }
        }

        table.Print(Console.Out);
    }
}
