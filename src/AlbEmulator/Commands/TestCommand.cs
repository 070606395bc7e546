using System.Diagnostics;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Expectations;
using AlbEmulator.Machine;
using AlbEmulator.Snapshots;
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
    /// <param name="named">Files of tests, and sources.</param>
    /// <param name="report">Tells what came.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="error">Where is told what programs do not read.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        AlbSettings settings, IReadOnlyList<string> named, Action<TestOutcome, TextWriter, TextWriter> report, TextWriter output, TextWriter error)
    {
        if (named.Count == 0)
        {
            error.WriteLine("alb test needs a file of tests, such as alb test shop.tests.yaml plan.json");
            return ExitCode.WrongUse;
        }

        var began = Stopwatch.GetTimestamp();
        var tests = TestFiles.Read(named, Environment.GetEnvironmentVariable);
        var files = new TopologyFiles(settings, Environment.GetEnvironmentVariable);
        var located = files.Locate(tests.Sources);
        var reading = files.Read(located);
        if (tests.Problems.Count + reading.Problems.Count > 0)
        {
            report(new TestOutcome(tests, files.Sources(located), reading, []), output, error);
            return ExitCode.WrongUse;
        }

        using var targets = new TargetRegistry();
        var snapshot = FileRules.Compile(settings, reading.Topology, targets, static (_, _) => []);
        var rules = new AskedRules(snapshot, TimeProvider.System);
        TestRun[] runs = [.. Together.Each(tests.Tests, rules.Run)];
        var outcome = new TestOutcome(tests, files.Sources(located), reading, runs)
        {
            Snapshot = snapshot,
            Took = Stopwatch.GetElapsedTime(began),
        };
        report(outcome, output, error);
        return outcome.Failed.Count == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    /// <summary>For editors.</summary>
    /// <returns>The exit code.</returns>
    public static int TellSchema(TextWriter output)
    {
        output.Write(TestFileShape.Schema);
        return ExitCode.Good;
    }
}
