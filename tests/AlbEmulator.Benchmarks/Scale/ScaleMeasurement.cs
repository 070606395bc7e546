using System.Diagnostics;
using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>Starts a program with a topology and measures what it makes of it.</summary>
/// <param name="program">The emulator.</param>
/// <param name="size">Of the topology.</param>
internal sealed class ScaleMeasurement(string program, ScaleSize size)
{
    private const int Edits = 10;
    private const int Scrapes = 5;

    /// <summary>First health checks and what the runtime compiles meanwhile.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(5);

    /// <summary>Start and memory alone.</summary>
    public async Task<(double Milliseconds, double Cpu, long Memory)> Start(CancellationToken cancelled)
    {
        using var target = new LookTarget();
        using var emulator = await ScaledEmulator.Start(program, size, target.Port, cancelled);
        return await Settle(emulator, cancelled);
    }

    /// <summary>Everything.</summary>
    /// <param name="calls">Calls of each action.</param>
    /// <param name="cancelled">The end.</param>
    public async Task<ScaleFigures> Everything(int calls, CancellationToken cancelled)
    {
        using var targets = new LookTarget();
        using var others = new LookTarget();
        using var emulator = await ScaledEmulator.Start(program, size, targets.Port, cancelled);
        var (start, startCpu, memory) = await Settle(emulator, cancelled);
        var (first, hundredth) = (await Requests(emulator, "/rule-1", cancelled), await Requests(emulator, "/rule-100", cancelled));

        var before = emulator.Memory;
        var (scrape, bytes) = (double.MaxValue, 0L);
        for (var time = 0; time < Scrapes; time++)
        {
            var moment = Stopwatch.GetTimestamp();
            bytes = await emulator.Scrape(cancelled);
            scrape = Math.Min(scrape, Stopwatch.GetElapsedTime(moment).TotalMilliseconds);
        }

        var kept = emulator.Memory - before;
        var cpu = emulator.Cpu;
        var (rules, hosts) = (new List<double>(), new List<double>());
        for (var edit = 1; edit <= Edits; edit++)
        {
            var (from, to) = edit % 2 == 0 ? (others, targets) : (targets, others);
            var moment = emulator.Edit($"{edit}", from.Port);
            rules.Add(Stopwatch.GetElapsedTime(moment, await emulator.Until(ScaleTopology.EditedRule, $"{edit}", cancelled)).TotalMilliseconds);
            moment = emulator.Edit($"{edit}", to.Port);
            hosts.Add(Stopwatch.GetElapsedTime(moment, await emulator.Until(ScaleTopology.EditedTarget, to.Answer, cancelled)).TotalMilliseconds);
        }

        return new ScaleFigures
        {
            Start = start,
            StartCpu = startCpu,
            Memory = memory,
            FirstRule = first,
            HundredthRule = hundredth,
            Scrape = scrape,
            ScrapeBytes = bytes,
            ScrapeMemory = kept,
            RuleEdits = [.. rules.Order()],
            TargetEdits = [.. hosts.Order()],
            EditCpu = (emulator.Cpu - cpu).TotalMilliseconds / (2 * Edits),
            Calls = await ScaleCalls.Measure(emulator, calls, cancelled),
        };
    }

    private static async Task<(double Milliseconds, double Cpu, long Memory)> Settle(ScaledEmulator emulator, CancellationToken cancelled)
    {
        var start = Stopwatch.GetElapsedTime(emulator.Started).TotalMilliseconds;
        var cpu = emulator.Cpu.TotalMilliseconds;
        await Task.Delay(Settled, cancelled);
        return (start, cpu, emulator.Memory);
    }

    private static async Task<double> Requests(ScaledEmulator emulator, string path, CancellationToken cancelled) =>
        ProgramCommand.Find("wrk") is { } wrk
            ? (await Wrk.Run(wrk, emulator.Url(path), threads: 1, connections: 32, Load, cancelled)).PerSecond
            : 0;
}
