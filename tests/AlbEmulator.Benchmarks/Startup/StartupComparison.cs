using System.Diagnostics;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Startup;

/// <summary>
/// How soon the emulator is there, as it is built and as it is published, and plain YARP: each is started once a run, every run
/// in another order.
/// </summary>
internal static class StartupComparison
{
    private const string DefaultTopology = "config/alb.json";
    private const double MB = 1024 * 1024;

    /// <returns>The exit code: 1 where a published program is not as it is wanted to be.</returns>
    public static async Task<int> Run(
        int runs, IReadOnlyList<string> emulatorEnvironment, IReadOnlyList<NamedProgram> programs, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        var build = EmulatorProxy.FindBuild()
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        Contestant[] contestants =
        [
            new(ProxyNames.Emulator, build, StartupBounds.None),
            .. programs.Select(program => new Contestant(program.Name, program.Path, StartupBounds.Of(program))),
            new(ProxyNames.PlainYarp, null, StartupBounds.None),
        ];
        var starts = Array.ConvertAll(contestants, _ => new List<StartupFigures>());
        for (var run = 0; run < runs; run++)
        {
            // A folder of its own for each: nothing is left from the run before.
            using var stage = new Stage();
            var target = await PlainTarget.Start(stage, cancelled);
            for (var turn = 0; turn < contestants.Length; turn++)
            {
                var next = (run + turn) % contestants.Length;
                starts[next].Add(await Measure(contestants[next], stage, target, emulatorEnvironment, cancelled));
            }
        }

        return Print(contestants, starts, Console.Out) ? 0 : 1;
    }

    private static async Task<StartupFigures> Measure(
        Contestant contestant, Stage stage, int target, IReadOnlyList<string> environment, CancellationToken cancelled)
    {
        if (contestant.Program is not { } program)
        {
            return await Serve(PlainYarp.Define(target, quiet: false, certificate: null), stage, double.NaN, double.NaN, cancelled);
        }

        var version = await Finish(contestant.Name, program, stage, cancelled, "--version");
        var check = await Finish(contestant.Name, program, stage, cancelled, "check", EmulatorProxy.InRepository(DefaultTopology));
        var proxy = EmulatorProxy.Define(stage, target, environment, contestant.Name, build: program)!;
        return await Serve(proxy, stage, version, check, cancelled);
    }

    /// <summary>Milliseconds from the start of a command to its end.</summary>
    private static async Task<double> Finish(
        string name, string program, Stage stage, CancellationToken cancelled, params string[] arguments)
    {
        var output = stage.PathOf($"{name}-{arguments[0]}.out");
        var start = Stopwatch.GetTimestamp();
        using var process = StartedProcess.Start(new ProgramCommand(program, arguments) { Output = output }, stage.Folder);
        await process.WaitForExit(cancelled);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.Stop() == 0 ? milliseconds : throw new NoAnswerException($"{name}: {arguments[0]} failed. {process.Output}");
    }

    private static async Task<StartupFigures> Serve(
        Proxy proxy, Stage stage, double version, double check, CancellationToken cancelled)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = StartedProcess.Start(proxy.Command, stage.Folder);
        var answered = await FirstAnswer.Wait(process, proxy.Port, proxy.Name, cancelled);
        var again = Stopwatch.GetTimestamp();
        var next = await FirstAnswer.Wait(process, proxy.Port, proxy.Name, cancelled);
        return new StartupFigures(
            version,
            check,
            Stopwatch.GetElapsedTime(start, answered).TotalMilliseconds,
            Stopwatch.GetElapsedTime(again, next).TotalMilliseconds,
            ProcessMemory.Resident(process.Id) / MB);
    }

    /// <returns>Whether all are as they are wanted to be.</returns>
    private static bool Print(Contestant[] contestants, List<StartupFigures>[] starts, TextWriter output)
    {
        var table = new Table("program", "--version ms", "check ms", "first answer ms", "slowest ms", "next request ms", "memory MB", "runs");
        var areKept = true;
        foreach (var (contestant, all) in contestants.Zip(starts))
        {
            var (median, most) = (StartupFigures.Median(all), contestant.Bounds.Most);
            areKept &= contestant.Bounds.AreKept(median);
            table.Add(
                contestant.Name,
                StartupBounds.Beside(median.Version, most.Version),
                StartupBounds.Beside(median.Check, most.Check),
                StartupBounds.Beside(median.FirstAnswer, most.FirstAnswer),
                $"{all.Max(start => start.FirstAnswer):F0}",
                StartupBounds.Beside(median.NextRequest, most.NextRequest, "F1"),
                StartupBounds.Beside(median.Memory, most.Memory),
                $"{all.Count}");
        }

        table.Print(output);
        return areKept;
    }

    /// <summary>Whose start is measured.</summary>
    /// <param name="Name">In the table.</param>
    /// <param name="Program">Of the emulator; null for plain YARP.</param>
    /// <param name="Bounds">What it may take.</param>
    private sealed record Contestant(string Name, string? Program, StartupBounds Bounds);
}
