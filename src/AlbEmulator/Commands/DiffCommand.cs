using AlbEmulator.Differences;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb diff OLD NEW</c>: what is other between two topologies, whatever they are read from, and what that means for requests. Starts
/// nothing.
/// </summary>
internal static class DiffCommand
{
    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <param name="settings">Those of the command line.</param>
    /// <param name="arguments">What was typed.</param>
    /// <param name="output">Where is told what is other.</param>
    /// <param name="error">Where is told what is wrong.</param>
    /// <returns>The exit code: 1 where they differ, as of <c>diff</c>.</returns>
    public static int Run(AlbSettings settings, DiffArguments arguments, TextWriter output, TextWriter error)
    {
        var (before, after) = (Read(settings, arguments.Old, error), Read(settings, arguments.New, error));
        if (before is null || after is null)
        {
            return ExitCode.WrongUse;
        }

        var same = new SameThings(arguments.Same);
        string[] problems = [.. same.Problems(before.Topology, after.Topology)];
        if (problems.Length > 0)
        {
            Array.ForEach(problems, error.WriteLine);
            return ExitCode.WrongUse;
        }

        using var targets = new TargetRegistry();
        using var others = new TargetRegistry();
        var difference = Difference.Between(
            SideOf(settings, same.Renamed(before.Topology), before, targets, same.Written),
            SideOf(settings, after.Topology, after, others, new Dictionary<string, string>()));
        arguments.Report(difference, output);
        return difference.IsAny ? ExitCode.Failed : ExitCode.Good;
    }

    /// <summary>Null where something is wrong, which is told.</summary>
    private static TopologyReading? Read(AlbSettings settings, string named, TextWriter error)
    {
        var files = new TopologyFiles(settings, Environment.GetEnvironmentVariable) { IsRun = false };
        string[] all = files.Has(named) ? [named] : named.Split(',', Tidy);
        var reading = files.Read(files.Locate(all));
        ReadingWords.Tell(reading, error);
        return reading.Problems.Count == 0 ? reading : null;
    }

    private static Side SideOf(
        AlbSettings settings, Topology topology, TopologyReading reading, TargetRegistry targets, IReadOnlyDictionary<string, string> written) =>
        new(topology, reading.Roots, FileRules.Compile(settings, topology, targets, static (_, _) => []), written);
}

/// <summary>What <c>alb diff</c> was told.</summary>
/// <param name="Old">Files before, with commas between.</param>
/// <param name="New">Files after, with commas between.</param>
/// <param name="Same">Names before, and those after of the same things.</param>
/// <param name="Report">Tells what is other.</param>
internal sealed record DiffArguments(string Old, string New, IReadOnlyDictionary<string, string> Same, Action<Difference, TextWriter> Report);
