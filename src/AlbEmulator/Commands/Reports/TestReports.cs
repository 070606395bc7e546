namespace AlbEmulator.Commands.Reports;

/// <summary>The forms that <c>alb test</c> tells in what came.</summary>
internal static class TestReports
{
    private static readonly (string Name, Action<TestOutcome, TextWriter, TextWriter> Write)[] All =
    [
        ("text", TestTextReport.Write),
        ("junit", JUnitReport.Write),
        ("github", TestGitHubReport.Write),
        ("json", TestJsonReport.Write),
    ];

    /// <summary>The first is the usual one.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static report => report.Name)];

    /// <summary>Writes to the one what was asked for, and to the other what programs do not read.</summary>
    /// <param name="name">One of <see cref="Names"/>; null for the usual one.</param>
    public static Action<TestOutcome, TextWriter, TextWriter> Of(string? name) =>
        Array.Find(All, report => report.Name == (name ?? Names[0])).Write ?? throw new System.Diagnostics.UnreachableException();
}
