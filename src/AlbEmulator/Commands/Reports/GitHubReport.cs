using System.Globalization;

namespace AlbEmulator.Commands.Reports;

/// <summary>
/// Annotations, which GitHub Actions shows at the lines of a pull request.
/// <see href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"/>
/// </summary>
internal static class GitHubReport
{
    public static void Write(CheckOutcome outcome, TextWriter output)
    {
        foreach (var finding in outcome.Findings)
        {
            var file = finding.File is { } name ? $"file={Property(name.Replace('\\', '/'))}," : "";
            var line = finding.Problem.Origin.Line is var number and > 0
                ? string.Create(CultureInfo.InvariantCulture, $"line={number},")
                : "";
            output.WriteLine($"::{(finding.IsError ? "error" : "notice")} {file}{line}title=alb check::{Data(finding.Message)}");
        }

        foreach (var line in outcome.Summary)
        {
            output.WriteLine(line);
        }
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
