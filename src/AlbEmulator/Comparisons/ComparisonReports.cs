using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Comparisons;

/// <summary>The forms that a comparison is told in.</summary>
internal static class ComparisonReports
{
    private static readonly (string Name, Action<ToldComparison, TextWriter> Write)[] All =
    [
        ("text", WriteText),
        ("markdown", MarkdownReport.Write),
        ("json", static (told, output) => output.WriteLine(JsonSerializer.Serialize(told, ComparisonJson.Readable.ToldComparison))),
    ];

    /// <summary>The first is the usual one.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static report => report.Name)];

    /// <param name="name">One of <see cref="Names"/>; null for the usual one.</param>
    public static Action<ToldComparison, TextWriter> Of(string? name) =>
        Array.Find(All, report => report.Name == (name ?? Names[0])).Write
        ?? throw new System.Diagnostics.UnreachableException(Quoted.Text(name ?? ""));

    /// <summary>How many differ, in a sentence.</summary>
    public static string Summary(ToldComparison told) => (told.Requests.Count, told.Different) switch
    {
        (1, 0) => "The answers are the same.",
        (var all, 0) => $"All {all} requests have the same answers.",
        (1, _) => "The answers differ.",
        var (all, different) => $"{different} of {all} requests have answers that differ.",
    };

    private static void WriteText(ToldComparison told, TextWriter output)
    {
        foreach (var (index, request) in told.Requests.Index())
        {
            output.WriteLine($"{index + 1}. {request.Request}{(request.Name is null ? "" : $" ({request.Name})")}: {(request.Differences.Count == 0 ? "the same" : "differs")}");
            foreach (var difference in request.Differences)
            {
                output.WriteLine($"     {difference.What}");
                output.WriteLine($"       load balancer  {difference.LoadBalancer ?? "-"}");
                output.WriteLine($"       emulator       {difference.Emulator ?? "-"}");
            }
        }

        output.WriteLine(Summary(told));
        if (told.Different > 0)
        {
            output.WriteLine("--format markdown makes a report of them for an issue"
                + (told.IsCovered ? "; what may be sensitive is left out, and --show-sensitive shows it" : ""));
        }
    }
}
