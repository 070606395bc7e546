using System.Globalization;

namespace AlbEmulator.Commands.Reports;

/// <summary>
/// A line that GitHub Actions shows at a line of a pull request.
/// <see href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"/>
/// </summary>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>notice</c>.</param>
/// <param name="File">The file; null where it is none.</param>
/// <param name="Line">1-based; 0 for none.</param>
/// <param name="Title">Stands above the message.</param>
/// <param name="Message">Any text, of several lines too.</param>
internal sealed record GitHubAnnotation(string Level, string? File, int Line, string Title, string Message)
{
    public override string ToString()
    {
        var file = File is { } name ? $"file={Property(name.Replace('\\', '/'))}," : "";
        var line = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line={Line},") : "";
        return $"::{Level} {file}{line}title={Property(Title)}::{Data(Message)}";
    }

    public static GitHubAnnotation Of(Finding finding, string title) => new(
        finding.IsError ? "error" : "notice", finding.File, finding.Problem.Origin.Line, title, finding.Message);

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
