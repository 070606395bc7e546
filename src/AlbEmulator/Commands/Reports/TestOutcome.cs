using System.Globalization;
using AlbEmulator.Expectations;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands.Reports;

/// <summary>What came of tests.</summary>
/// <param name="Files">The files of tests.</param>
/// <param name="Sources">Whose rules they were run against.</param>
/// <param name="Reading">Those, as they were read; null where a running emulator was asked.</param>
/// <param name="Runs">The tests that were run, in their order.</param>
internal sealed record TestOutcome(
    TestFiles Files, IReadOnlyList<string> Sources, TopologyReading? Reading, IReadOnlyList<TestRun> Runs)
{
    /// <summary>Tests of which is explained why they failed; of more nobody reads it.</summary>
    public const int MostExplained = 100;

    /// <summary>The rules that were tested.</summary>
    public IReadOnlyList<ListenerPriorities> Rules { get; init; } = [];

    public TimeSpan Took { get; init; }

    /// <summary>What is wrong with the files, of either kind.</summary>
    public IEnumerable<Problem> Problems => Files.Problems.Concat(Reading?.Problems ?? []);

    /// <summary>Tests of which something did not come.</summary>
    public IReadOnlyList<TestRun> Failed { get; } = [.. Runs.Where(static run => run.Misses.Count > 0)];

    public IReadOnlyList<TestRun> Skipped { get; } = [.. Runs.Where(static run => run.Skipped is not null)];

    /// <summary>Rules to which no test came, as <c>shop:443: 10, default</c>.</summary>
    public IEnumerable<string> Untested()
    {
        var taken = Runs.Select(static run => (string.Create(CultureInfo.InvariantCulture, $"{run.Came.LoadBalancer}:{run.Came.Port}"), run.Came.Rule)).ToHashSet();
        return
            from listener in Rules
            let rules = listener.Priorities.Where(priority => !taken.Contains((listener.Listener, priority))).ToList()
            where rules.Count > 0
            select $"{listener.Listener}: {string.Join(", ", rules)}";
    }
}
