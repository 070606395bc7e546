using AlbEmulator.Expectations;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>Lines for people: each expectation that was not met at its place, and why, rule by rule.</summary>
internal static class TestTextReport
{
    private const int MostUntested = 5;

    public static void Write(TestOutcome outcome, TextWriter output, TextWriter error)
    {
        foreach (var problem in outcome.Files.Problems)
        {
            error.WriteLine(problem);
        }

        if (outcome.Reading is { } reading)
        {
            ReadingWords.Tell(reading, error);
        }

        if (outcome.Problems.Any())
        {
            return;
        }

        foreach (var (index, run) in outcome.Failed.Index())
        {
            foreach (var line in Lines(run, isExplained: index < TestOutcome.MostExplained))
            {
                output.WriteLine(line);
            }
        }

        foreach (var run in outcome.Skipped)
        {
            output.WriteLine($"note: {Place(run.Test.Origin)}: {Quoted.Sentence(run.Test.Title)}: is left out: {run.Skipped}");
        }

        var untested = outcome.Untested().ToList();
        foreach (var rules in untested.Take(MostUntested))
        {
            output.WriteLine($"note: no test comes to these rules of {Quoted.Sentence(rules)}");
        }

        if (untested.Count > MostUntested)
        {
            output.WriteLine($"note: and to rules of {untested.Count - MostUntested} more listeners");
        }

        output.WriteLine(TestWords.Of(outcome));
    }

    /// <summary>A line for each expectation that was not met, in the form that editors make clickable; below them why.</summary>
    private static IEnumerable<string> Lines(TestRun run, bool isExplained) => run.Misses
        .Select(miss => $"{Place(miss.Expectation.Origin)}: {Quoted.Sentence(run.Test.Title)}: {TestWords.Of(miss)}")
        .Concat(isExplained ? run.Why().Select(static line => $"  {line}") : []);

    private static string Place(Origin origin) => $"{origin.File}:{origin.Line}";
}
