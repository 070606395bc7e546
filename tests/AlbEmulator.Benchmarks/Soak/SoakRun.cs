using System.Diagnostics;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Soak;

/// <summary>
/// The emulator under everything at once for a long time: what it holds does not grow, and every request that was answered
/// has its line.
/// </summary>
internal static class SoakRun
{
    private const int PerSecond = 300;

    /// <summary>Samples in all, but not more than one in <see cref="LeastStep"/>.</summary>
    private const int Samples = 60;

    private const double Megabyte = 1e6;
    private static readonly TimeSpan LeastStep = TimeSpan.FromSeconds(10);

    /// <summary>Lines are written within a second, of a busy machine a little later.</summary>
    private static readonly TimeSpan LogTime = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(TimeSpan duration, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new SoakStage();
        await stage.Start(cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var requests = new AnsweredRequests(stage.AccessLog);
        using var load = new MixedLoad(requests, stage.Port, stage.SecurePort, end.Token);
        using var disturbances = new Disturbances(stage, requests, end.Token);
        var running = Task.WhenAll(load.Run(PerSecond), disturbances.Run());

        var vitals = await Watch(stage, requests, duration, running, cancelled);

        await end.CancelAsync();
        await running;
        await Task.Delay(LogTime, cancelled);
        await requests.Read(cancelled);
        return Report(stage, requests, disturbances, vitals) ? 0 : 1;
    }

    private static async Task<IReadOnlyList<Vitals>> Watch(
        SoakStage stage, AnsweredRequests requests, TimeSpan duration, Task running, CancellationToken cancelled)
    {
        var vitals = new List<Vitals>();
        var table = new Table("minute", "answers", "without a line yet", "memory MB", "heap MB", "descriptors", "threads", "timers");
        var step = TimeSpan.FromTicks(Math.Max(duration.Ticks / Samples, LeastStep.Ticks));
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < duration)
        {
            await Task.WhenAny(Task.Delay(step, cancelled), running);
            if (running.IsFaulted)
            {
                await running;
            }

            var now = await Vitals.Look(stage.Emulator.Id, cancelled);
            vitals.Add(now);
            await requests.Read(cancelled);
            table.Add(
                $"{Stopwatch.GetElapsedTime(start).TotalMinutes:F1}", $"{requests.Count}", $"{requests.Unlogged}",
                $"{now.Memory / Megabyte:F1}", $"{now.Heap / Megabyte:F1}", $"{now.Descriptors}", $"{now.Threads}", $"{now.Timers}");
        }

        table.Print(Console.Out);
        return vitals;
    }

    private static bool Report(
        SoakStage stage, AnsweredRequests requests, Disturbances disturbances, IReadOnlyList<Vitals> vitals)
    {
        var table = new Table("measure", "after the first quarter", "growth to the end", "at most");
        var isFlat = true;
        Add("memory MB", one => one.Memory / Megabyte, slack: 15);
        Add("heap MB", one => one.Heap / Megabyte, slack: 3);
        Add("descriptors", one => one.Descriptors, slack: 40);
        Add("threads", one => one.Threads, slack: 4);
        Add("timers", one => one.Timers, slack: 20);
        Console.WriteLine();
        table.Print(Console.Out);
        Console.WriteLine();
        Console.WriteLine($"Answers: {requests.Words}. Answered without a line: {requests.Unlogged}, must be 0.");
        Console.WriteLine(
            $"Calls of the API: {disturbances.Calls.Made}, of which {disturbances.Calls.Failed} failed. The program's own log: {stage.LogBytes} bytes.");
        return isFlat && requests.Unlogged == 0 && disturbances.Calls.Failed == 0;

        void Add(string name, Func<Vitals, double> value, double slack)
        {
            var flatness = Flatness.Of([.. vitals.Select(value)], slack);
            table.Add(name, $"{flatness.Begin:F1}", $"{flatness.Growth:F1}", $"{flatness.Bound:F1}");
            isFlat &= flatness.IsFlat;
        }
    }
}
