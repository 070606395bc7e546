using System.CommandLine;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary><c>scale</c>: what a large topology costs, beside its bounds and another build.</summary>
internal static class ScaleCommand
{
    /// <summary>Another build may take seconds for each.</summary>
    private const int CallsBefore = 3;

    public static Command Build()
    {
        var program = new Option<string>("--program") { Description = "The program alb; that of the Release build unless said." };
        var before = new Option<string>("--before") { Description = "The program alb of another build, by which times are bounded." };
        var calls = BenchmarkCommands.Number("--calls", 100, 1, 10_000, "Calls of each action of the API.");
        var parts = BenchmarkCommands.Number("--part", 1, 1, 100, "By which the topology is divided, to try it out.");
        var tenfold = new Option<bool>("--tenfold") { Description = "Also 100,000 rules and 50,000 groups in ten files." };
        var command = new Command("scale", "What 20,000 rules, 5,000 target groups and 10,000 targets cost.")
        {
            program, before, calls, parts, tenfold,
        };
        command.SetAction((parsed, cancelled) => Run(
            parsed.GetValue(program),
            parsed.GetValue(before),
            parsed.GetValue(calls),
            ScaleSize.Full.DividedBy(parsed.GetValue(parts)),
            parsed.GetValue(tenfold),
            cancelled));
        return command;
    }

    private static async Task<int> Run(
        string? program, string? before, int calls, ScaleSize size, bool isTenfold, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        program ??= EmulatorProxy.FindBuild()
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        var figures = before is null ? null : await new ScaleMeasurement(before, size).Everything(CallsBefore, cancelled);
        var areKept = ScaleBounds.Check(await new ScaleMeasurement(program, size).Everything(calls, cancelled), figures, Console.Out);
        await Console.Out.WriteLineAsync();
        ScaleSize[] sizes = [size.DividedBy(8), size.DividedBy(4), size.DividedBy(2), size, .. isTenfold ? [ScaleSize.Tenfold] : Array.Empty<ScaleSize>()];
        var isStraight = await ScaleGrowth.Check(program, sizes, Console.Out, cancelled);
        return areKept && isStraight ? 0 : 1;
    }
}
