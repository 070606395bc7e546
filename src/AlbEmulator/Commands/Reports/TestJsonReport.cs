using System.Text.Json;
using AlbEmulator.Expectations;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>An object with every test, for programs.</summary>
internal static class TestJsonReport
{
    public static void Write(TestOutcome outcome, TextWriter output, TextWriter error) => output.WriteLine(JsonSerializer.Serialize(
        new Report(
            outcome.Failed.Count == 0 && !outcome.Problems.Any(),
            [.. outcome.Problems.Select(static problem => new Finding(problem, IsError: true)).Select(static finding => new JsonReport.ToldFinding(
                finding.File, Line(finding.Problem.Origin), null, finding.Message, finding.Severity))],
            [.. outcome.Runs.Select(Told)],
            [.. outcome.Untested()]),
        CommandJson.Readable.TestReport));

    private static ToldTest Told(TestRun run, int index) => new(
        run.Test.Name,
        run.Test.Line.ToString(),
        run.Test.Origin.File,
        Line(run.Test.Origin),
        run.Skipped is not null ? "skipped" : run.Misses.Count == 0 ? "passed" : "failed",
        run.Misses.Count == 0 ? null : [.. run.Misses.Select(static miss => new ToldMiss(
            miss.Expectation.Name, Line(miss.Expectation.Origin), miss.Expectation.Written, miss.Came))],
        run.Misses.Count == 0 ? null : run.Why(),
        run.Skipped);

    private static int? Line(Origin origin) => origin.Line is var line and > 0 ? line : null;

    /// <param name="Ok">Whether all that was expected came.</param>
    /// <param name="Problems">What is wrong with the files, so that nothing was run.</param>
    /// <param name="Tests">In their order.</param>
    /// <param name="Untested">Rules to which no test came.</param>
    internal sealed record Report(
        bool Ok, IReadOnlyList<JsonReport.ToldFinding> Problems, IReadOnlyList<ToldTest> Tests, IReadOnlyList<string> Untested);

    /// <param name="Name">What it is about.</param>
    /// <param name="Request">Method and URL.</param>
    /// <param name="File">Where it is written.</param>
    /// <param name="Line">Where it is written there.</param>
    /// <param name="Result">passed, failed or skipped.</param>
    /// <param name="Missed">What was expected and did not come.</param>
    /// <param name="Why">Rule by rule.</param>
    /// <param name="Skipped">Why it was not run.</param>
    internal sealed record ToldTest(
        string? Name, string Request, string File, int? Line, string Result, IReadOnlyList<ToldMiss>? Missed, IReadOnlyList<string>? Why, string? Skipped);

    internal sealed record ToldMiss(string Expectation, int? Line, string Expected, string Came);
}
