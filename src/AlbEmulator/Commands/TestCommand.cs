using System.Diagnostics;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Commands.Running;
using AlbEmulator.Expectations;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb test FILE… [SOURCE…]</c>: whether the rules of the sources do with requests what files of tests expect. Sends nothing, unless
/// a running emulator is tested.
/// </summary>
internal static class TestCommand
{
    /// <param name="settings">Those of the command line.</param>
    /// <param name="arguments">What was typed.</param>
    /// <param name="output">Where it is told what came.</param>
    /// <param name="error">Where is told what programs do not read.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(AlbSettings settings, TestArguments arguments, TextWriter output, TextWriter error)
    {
        if (arguments.Files.Count == 0)
        {
            await error.WriteLineAsync("alb test needs a file of tests, such as alb test shop.tests.yaml plan.json");
            return ExitCode.WrongUse;
        }

        var began = Stopwatch.GetTimestamp();
        var tests = TestFiles.Read(arguments.Files, Environment.GetEnvironmentVariable);
        if (arguments.IsOfRunning && tests.Sources.Count > 0)
        {
            await error.WriteLineAsync($"--running tests what the emulator runs, and not also {Quoted.Text(tests.Sources[0])}: leave one of the two out");
            return ExitCode.WrongUse;
        }

        var (outcome, problem) = arguments.IsOfRunning ? await SendAsync(settings, tests) : (Ask(settings, tests), null);
        if (outcome is null)
        {
            await error.WriteLineAsync(problem);
            return ExitCode.Failed;
        }

        arguments.Report(outcome with { Took = Stopwatch.GetElapsedTime(began) }, output, error);
        return outcome.Problems.Any() ? ExitCode.WrongUse : outcome.Failed.Count == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    /// <summary>For editors.</summary>
    /// <returns>The exit code.</returns>
    public static int TellSchema(TextWriter output)
    {
        output.Write(TestFileShape.Schema);
        return ExitCode.Good;
    }

    /// <summary>Against the rules of files.</summary>
    private static TestOutcome Ask(AlbSettings settings, TestFiles tests)
    {
        var files = new TopologyFiles(settings, Environment.GetEnvironmentVariable) { IsRun = false };
        var located = files.Locate(tests.Sources);
        var reading = files.Read(located);
        var sources = files.Sources(located);
        if (tests.Problems.Count + reading.Problems.Count > 0)
        {
            return new TestOutcome(tests, sources, reading, []);
        }

        using var targets = new TargetRegistry();
        // Names of targets are not looked up: nothing goes there.
        var rules = new AskedRules(FileRules.Compile(settings, reading.Topology, targets, static (_, _) => []), reading.UnknownTargets, TimeProvider.System);
        return new TestOutcome(tests, sources, reading, [.. Together.Each(tests.Tests, rules.Run)]) { Rules = rules.All };
    }

    /// <summary>Against those of a running emulator, one after the other: what one changes the next may rely on.</summary>
    private static async Task<(TestOutcome? Outcome, string? Problem)> SendAsync(AlbSettings settings, TestFiles tests)
    {
        if (tests.Problems.Count > 0)
        {
            return (new TestOutcome(tests, [], null, []), null);
        }

        using var control = new ControlQuestion(settings);
        var (rules, problem) = await RunningRules.AskAsync(control);
        if (rules is null)
        {
            return (null, problem);
        }

        var runs = new List<TestRun>(tests.Tests.Count);
        try
        {
            foreach (var test in tests.Tests)
            {
                runs.Add(await rules.RunAsync(test));
            }
        }
        catch (ControlException exception)
        {
            return (null, $"after {runs.Count} of {tests.Tests.Count} tests: {exception.Message}");
        }

        return (new TestOutcome(tests, [$"the emulator at {control.Url!.GetLeftPart(UriPartial.Authority)}"], null, runs) { Rules = rules.All }, null);
    }
}

/// <summary>What <c>alb test</c> was told.</summary>
/// <param name="Files">Files of tests, and sources.</param>
/// <param name="IsOfRunning">Whether a running emulator is tested.</param>
/// <param name="Report">Tells what came.</param>
internal sealed record TestArguments(IReadOnlyList<string> Files, bool IsOfRunning, Action<TestOutcome, TextWriter, TextWriter> Report);
