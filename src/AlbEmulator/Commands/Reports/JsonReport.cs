using System.Text.Json;

namespace AlbEmulator.Commands.Reports;

/// <summary>An object with all that was found, for programs.</summary>
internal static class JsonReport
{
    public static void Write(CheckOutcome outcome, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new Report(
            outcome.Reading.Problems.Count == 0,
            [
                .. outcome.Findings.Select(static finding => new ToldFinding(
                    finding.File,
                    finding.Problem.Origin.Line is var line and > 0 ? line : null,
                    finding.Problem.Origin.Path is { Length: > 0 } path ? path : null,
                    finding.Problem.Message,
                    finding.Severity)),
            ],
            outcome.Reading.Overlay),
        CommandJson.Readable.Report));

    /// <param name="Ok">Whether it would run.</param>
    /// <param name="Problems">Notes too, by their severity.</param>
    /// <param name="Missing">A topology file that says what is missing, to be filled in.</param>
    internal sealed record Report(bool Ok, IReadOnlyList<ToldFinding> Problems, string? Missing);

    internal sealed record ToldFinding(string? File, int? Line, string? Path, string Message, string Severity);
}
