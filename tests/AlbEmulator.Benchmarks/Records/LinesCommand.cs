using System.CommandLine;

namespace AlbEmulator.Benchmarks.Records;

/// <summary><c>lines</c>: what a short line for each request costs.</summary>
internal static class LinesCommand
{
    public static Command Build()
    {
        var rounds = BenchmarkCommands.Number("--rounds", 9, 1, 50, "Rounds, each with every kind once.");
        var seconds = BenchmarkCommands.Number("--seconds", 7, 1, 120, "Seconds of load on a kind in a round.");
        var before = new Option<string>("--before") { Description = "The program alb of another build, to be compared as 'before'." };
        var command = new Command("lines", "Measures what a short line for each request costs at 5,000 requests/s.") { rounds, seconds, before };
        command.SetAction((parsed, cancelled) => LinesComparison.Run(
            new ComparisonPlan(
                parsed.GetValue(rounds),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                0,
                [],
                [],
                parsed.GetValue(before)),
            cancelled));
        return command;
    }
}
