using AlbEmulator.Differences;

namespace AlbEmulator.Commands.Reports;

/// <summary>The forms in which <c>alb diff</c> tells what is other.</summary>
internal static class DiffReports
{
    private static readonly (string Name, Action<Difference, TextWriter> Write)[] All =
    [
        ("text", DiffTextReport.Write),
        ("json", DiffJsonReport.Write),
    ];

    /// <summary>The first is the usual one.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static report => report.Name)];

    /// <param name="name">One of <see cref="Names"/>; null for the usual one.</param>
    public static Action<Difference, TextWriter> Of(string? name) =>
        Array.Find(All, report => report.Name == (name ?? Names[0])).Write ?? throw new System.Diagnostics.UnreachableException();
}
