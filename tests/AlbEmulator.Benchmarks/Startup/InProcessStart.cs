using System.Diagnostics;
using AlbEmulator.Benchmarks.Reports;
using AlbEmulator.Testing;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Benchmarks.Startup;

/// <summary>Load balancers in this process, as tests have them by <c>AlbEmulator.Testing</c>: one after the other, and several at once.</summary>
internal static class InProcessStart
{
    /// <summary>Milliseconds of a start, when the code is compiled.</summary>
    private const double Most = 60;

    /// <summary>The code of a start is compiled a second time, and better, behind its first thirty.</summary>
    private const int WarmUp = 60;

    public static async Task<int> Run(int starts, int atOnce, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        var cold = await OneAsync();
        for (var index = 0; index < WarmUp; index++)
        {
            await OneAsync();
        }

        var alone = new List<Times>();
        while (alone.Count < starts)
        {
            cancelled.ThrowIfCancellationRequested();
            alone.Add(await OneAsync());
        }

        var together = new List<Times>();
        while (together.Count < starts)
        {
            cancelled.ThrowIfCancellationRequested();
            together.AddRange(await Task.WhenAll(Enumerable.Range(0, atOnce).Select(static _ => Task.Run(OneAsync))));
        }

        var table = new Table("at once", "starts", "first ms", "start ms", "p99", "first answer ms", "end ms");
        Add(table, 1, alone, StartupBounds.Beside(Median(alone, static times => times.Started), Most, "F1"), $"{cold.Started:F0}");
        Add(table, atOnce, together, $"{Median(together, static times => times.Started):F1}", "");
        table.Print(Console.Out);
        return Median(alone, static times => times.Started) <= Most ? 0 : 1;
    }

    private static void Add(Table table, int atOnce, List<Times> all, string start, string first) => table.Add(
        $"{atOnce}",
        $"{all.Count}",
        first,
        start,
        $"{Percentile.Of([.. all.Select(static times => times.Started).Order()], 99):F1}",
        $"{Median(all, static times => times.Answered):F1}",
        $"{Median(all, static times => times.Ended):F1}");

    private static double Median(List<Times> all, Func<Times, double> time) => Percentile.Median(all.Select(time));

    /// <summary>With a target in this process, as most tests have one.</summary>
    private static async Task<Times> OneAsync()
    {
        var start = Stopwatch.GetTimestamp();
        var alb = await Alb.StartAsync(static a => a.Forward("/api/*", static context => context.Response.WriteAsync("tea")).Default(AlbTarget.Echo));
        var started = Since(start);
        using (var client = alb.CreateClient())
        {
            await client.GetStringAsync("/api/1");
        }

        var (answered, end) = (Since(start), Stopwatch.GetTimestamp());
        await alb.DisposeAsync();
        return new Times(started, answered, Since(end));
    }

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    /// <param name="Started">Milliseconds from the call to where it serves.</param>
    /// <param name="Answered">From the call to the first answer.</param>
    /// <param name="Ended">Until nothing of it is left.</param>
    private sealed record Times(double Started, double Answered, double Ended);
}
