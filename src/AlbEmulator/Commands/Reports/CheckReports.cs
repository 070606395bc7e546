using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>The forms that <c>alb check</c> tells what it found in.</summary>
internal static class CheckReports
{
    private static readonly (string Name, Action<CheckOutcome, TextWriter> Write)[] All =
    [
        ("text", TextReport.Write),
        ("github", GitHubReport.Write),
        ("json", JsonReport.Write),
        ("sarif", SarifReport.Write),
    ];

    /// <summary>The first is the usual one.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static report => report.Name)];

    /// <param name="name">One of <see cref="Names"/>; null for the usual one.</param>
    public static Action<CheckOutcome, TextWriter> Of(string? name) =>
        Array.Find(All, report => report.Name == (name ?? Names[0])).Write
        ?? throw new System.Diagnostics.UnreachableException(Quoted.Text(name ?? ""));
}
