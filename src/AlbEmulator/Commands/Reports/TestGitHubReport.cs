using AlbEmulator.Expectations;

namespace AlbEmulator.Commands.Reports;

/// <summary>Annotations, which GitHub Actions shows at the lines of the expectations.</summary>
internal static class TestGitHubReport
{
    private const string Title = "alb test";

    public static void Write(TestOutcome outcome, TextWriter output, TextWriter error)
    {
        var notes = outcome.Problems.Any() ? [] : outcome.Reading?.Notes ?? [];
        foreach (var finding in notes.Select(static note => new Finding(note, IsError: false))
            .Concat(outcome.Problems.Select(static problem => new Finding(problem, IsError: true))))
        {
            output.WriteLine(GitHubAnnotation.Of(finding, Title));
        }

        foreach (var (index, run) in outcome.Failed.Index())
        {
            var why = index < TestOutcome.MostExplained ? run.Why() : [];
            foreach (var (number, miss) in run.Misses.Index())
            {
                output.WriteLine(Annotation("error", run, miss.Expectation.Origin.Line, [TestWords.Of(miss), .. number == 0 ? why : []]));
            }
        }

        foreach (var run in outcome.Skipped)
        {
            output.WriteLine(Annotation("notice", run, run.Test.Origin.Line, [$"is left out: {run.Skipped}"]));
        }

        if (!outcome.Problems.Any())
        {
            output.WriteLine(TestWords.Of(outcome));
        }
    }

    private static GitHubAnnotation Annotation(string level, TestRun run, int line, IReadOnlyList<string> message) =>
        new(level, run.Test.Origin.File, line, Title, $"{run.Test.Title}\n{string.Join('\n', message)}");
}
