using System.Globalization;
using AlbEmulator.Expectations;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>What all reports of tests say in the same words.</summary>
internal static class TestWords
{
    /// <summary>Such as <c>Rule: expected 10, came default</c>.</summary>
    public static string Of(Miss miss) =>
        $"{miss.Expectation.Name}: expected {Quoted.Sentence(miss.Expectation.Written)}, came {Quoted.Sentence(miss.Came)}";

    /// <summary>All of them in a line.</summary>
    public static string Of(TestOutcome outcome)
    {
        var expectations = outcome.Runs.Sum(static run => run.Test.Expectations.Count);
        var missed = outcome.Failed.Sum(static run => run.Misses.Count);
        var skipped = outcome.Skipped.Count > 0 ? $", {Count(outcome.Skipped.Count, "test")} left out" : "";
        var of = string.Join(", ", outcome.Files.Files) + (outcome.Sources.Count > 0 ? $" against {Sources(outcome.Sources)}" : "");
        return missed == 0
            ? $"ok: {of}: {Count(outcome.Runs.Count, "test")}, {Count(expectations, "expectation")}{skipped}"
            : $"failed: {of}: {Count(outcome.Failed.Count, "test")} of {Number(outcome.Runs.Count)}, {Count(missed, "expectation")} of {Number(expectations)}{skipped}";
    }

    private static string Sources(IReadOnlyList<string> sources) =>
        sources.Count <= 3 ? string.Join(", ", sources) : $"{sources[0]} and {Number(sources.Count - 1)} more";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{Number(count)} {what}s";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
