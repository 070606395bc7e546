using System.CommandLine;

namespace AlbEmulator.Benchmarks.Startup;

/// <summary><c>startup</c>: how soon programs are there, beside plain YARP and beside what is wanted.</summary>
internal static class StartupCommand
{
    public static Command Build()
    {
        var runs = BenchmarkCommands.Number("--runs", 10, 1, 100, "Starts of each program.");
        var settings = BenchmarkCommands.EmulatorEnvironment();
        var programs = Programs();
        var command = new Command("startup", "Measures how soon the emulator tells its version, checks a topology and answers.")
        {
            runs, settings, programs,
        };
        command.SetAction((parsed, cancelled) => StartupComparison.Run(
            parsed.GetValue(runs),
            parsed.GetValue(settings) ?? [],
            [.. (parsed.GetValue(programs) ?? []).Select(NamedProgram.Parse).OfType<NamedProgram>()],
            cancelled));
        return command;
    }

    private static Option<string[]> Programs()
    {
        var programs = new Option<string[]>("--program")
        {
            Description = $"NAME=PATH of a published program alb, once for each. '{StartupBounds.NativeName}' is bounded as machine code, any other as ReadyToRun.",
        };
        programs.Validators.Add(result =>
        {
            foreach (var text in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (NamedProgram.Parse(text) is not { } program)
                {
                    result.AddError($"'{text}' is not NAME=PATH.");
                }
                else if (!File.Exists(program.Path))
                {
                    result.AddError($"{program.Path} is not there.");
                }
            }
        });
        return programs;
    }
}
