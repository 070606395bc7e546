using System.Globalization;
using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Reports;

/// <summary>Three lines of a file around a problem, with a caret below the place, for people at a terminal.</summary>
internal static class Excerpt
{
    private const int LongestShown = 110;
    private const int Around = 1;

    /// <summary>Whether what is written goes to a terminal, and not into a file or a pipe.</summary>
    public static bool IsWanted(TextWriter output) =>
        (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(output, Console.Error) && !Console.IsErrorRedirected);

    /// <summary>Empty where the problem has no line, or its file can no longer be read.</summary>
    public static string Of(Problem problem)
    {
        var at = problem.Origin.Line;
        return at > 0 && RegularFile.Read(problem.Origin.File, DocumentLimits.MostBytes).Bytes is { } bytes ? Of(problem, bytes) : "";
    }

    /// <param name="problem">With a line.</param>
    /// <param name="bytes">Of its file.</param>
    public static string Of(Problem problem, byte[] bytes)
    {
        var at = problem.Origin.Line;
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (at > lines.Length)
        {
            return "";
        }

        var shown = new StringBuilder();
        var (first, last) = (Math.Max(1, at - Around), Math.Min(at + Around, lines.Length));
        var width = last.ToString(CultureInfo.InvariantCulture).Length;
        for (var number = first; number <= last; number++)
        {
            if (number > at && lines[number - 1].Trim().Length == 0)
            {
                continue;
            }

            var line = Plain(SecretCover.Of(lines, number - 1));
            shown.Append(CultureInfo.InvariantCulture, $"  {number.ToString(CultureInfo.InvariantCulture).PadLeft(width)} | {line}\n");
            if (number == at && Column(problem, lines[at - 1]) is var column && column < LongestShown)
            {
                shown.Append(' ', width + 2).Append(" | ").Append(' ', column).Append("^\n");
            }
        }

        return shown.ToString();
    }

    /// <summary>Where the parser stopped, or else the last name of the path, or the first character.</summary>
    private static int Column(Problem problem, string line)
    {
        if (problem.Column > 0)
        {
            return Math.Min(problem.Column - 1, line.Length);
        }

        var path = problem.Origin.Path;
        var name = path[(path.LastIndexOfAny(['.', '[', ']', '"']) is var dot && dot >= 0 && dot < path.Length - 1 ? dot + 1 : 0)..];
        var named = name.Length > 0 ? line.IndexOf(name, StringComparison.Ordinal) : -1;
        return named >= 0 ? named : line.Length - line.TrimStart(' ', '\t', '-').Length;
    }

    /// <summary>A character for a character, so that the caret stands where it should: a tab is an arrow.</summary>
    private static string Plain(string line)
    {
        var text = line.TrimEnd('\r');
        var plain = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, LongestShown)))
        {
            plain.Append(character == '\t' ? '→' : char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        }

        return text.Length > LongestShown ? $"{plain}…" : plain.ToString();
    }
}
