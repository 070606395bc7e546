namespace AlbEmulator.Commands.Reports;

/// <summary>Annotations, which GitHub Actions shows at the lines of a pull request.</summary>
internal static class GitHubReport
{
    public static void Write(CheckOutcome outcome, TextWriter output)
    {
        foreach (var finding in outcome.Findings)
        {
            output.WriteLine(GitHubAnnotation.Of(finding, "alb check"));
        }

        foreach (var line in outcome.Summary)
        {
            output.WriteLine(line);
        }
    }
}
