using AlbEmulator.Model;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>
/// What a case expects to be told: <c>problem 12: words</c>. Where it may stand at one of several lines the case says
/// <c>12|20</c>, or <c>12-20</c>.
/// </summary>
/// <param name="Places">Lines, each the first and the last of a range.</param>
/// <param name="Words">A part of the message.</param>
internal sealed record ToldLine(IReadOnlyList<(int First, int Last)> Places, string Words)
{
    public const string Problem = "problem";
    public const string Note = "note";

    public static bool IsOne(string line) =>
        line.StartsWith($"{Problem} ", StringComparison.Ordinal) || line.StartsWith($"{Note} ", StringComparison.Ordinal);

    /// <param name="line">What stands behind <c>#=> </c>.</param>
    public static ToldLine Parse(string line)
    {
        var (head, words) = line.Split(": ", 2) is [var before, var after] ? (before, after) : throw new FormatException(line);
        return new ToldLine([.. head.Split(' ')[1].Split('|').Select(Range)], words);
    }

    public bool Matches(Problem problem) =>
        problem.Origin.File == ManifestReading.File
        && Places.Any(place => problem.Origin.Line >= place.First && problem.Origin.Line <= place.Last)
        && problem.ToString().Contains(Words, StringComparison.OrdinalIgnoreCase);

    private static (int First, int Last) Range(string text) =>
        text.Split('-') is [var first, var last] ? (int.Parse(first), int.Parse(last)) : (int.Parse(text), int.Parse(text));
}
