using System.Diagnostics;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>
/// Measures proxies in turn, many times over, each round in another order: what the machine does meanwhile then falls
/// on all of them alike.
/// </summary>
internal static class Rounds
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <summary>A program that compiles for more of the time than this is not warm.</summary>
    private const double Compiling = 0.02;

    private const int MostWarmUps = 10;

    /// <summary>Gives the measurements of every proxy in order of rounds; the warm-up is not among them.</summary>
    public static async Task<Dictionary<string, List<T>>> Run<T>(
        ComparisonPlan plan,
        Stage stage,
        ProxyLineup lineup,
        Func<Proxy, StartedProcess, TimeSpan, Task<T>> measure,
        CancellationToken cancelled)
    {
        var running = new List<(Proxy Proxy, StartedProcess Process)>();
        foreach (var proxy in lineup.Present)
        {
            var process = stage.Start(proxy.Command);
            await FirstAnswer.Wait(process, proxy.Port, proxy.Name, cancelled, proxy.IsTls);
            running.Add((proxy, process));
        }

        foreach (var (proxy, process) in running)
        {
            await WarmUpAsync(process, () => measure(proxy, process, WarmUp));
        }

        var measured = running.ToDictionary(each => each.Proxy.Name, _ => new List<T>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var turn = 0; turn < running.Count; turn++)
            {
                var (proxy, process) = running[(round + turn) % running.Count];
                measured[proxy.Name].Add(await measure(proxy, process, plan.Duration));
            }

            await Console.Error.WriteLineAsync($"Round {round + 1} of {plan.Rounds} is done.");
        }

        return measured;
    }

    private static async Task WarmUpAsync(StartedProcess process, Func<Task> load)
    {
        var isCompiling = true;
        for (var time = 0; isCompiling && time < MostWarmUps; time++)
        {
            var (before, begun) = (ProcessCpu.ReadCompiling(process.Id), Stopwatch.GetTimestamp());
            await load();
            isCompiling = ProcessCpu.ReadCompiling(process.Id).Sum(thread => (thread.Value - before.GetValueOrDefault(thread.Key)).TotalSeconds)
                > Compiling * Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
    }
}
