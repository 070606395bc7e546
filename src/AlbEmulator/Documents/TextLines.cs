namespace AlbEmulator.Documents;

/// <summary>The lines of a file that cannot be read, for whoever looks for the reason.</summary>
internal sealed class TextLines(string text)
{
    private static readonly string[] ConflictMarks = ["<<<<<<< ", "======= ", ">>>>>>> ", "||||||| "];

    private readonly string[] _lines = text.Split('\n');

    public int Count => _lines.Length;

    /// <summary>A line without what ends it; empty before the first and behind the last.</summary>
    /// <param name="number">From 1 on.</param>
    public string this[int number] => number < 1 || number > _lines.Length ? "" : _lines[number - 1].TrimEnd('\r');

    /// <summary>The last line before one that holds something; 0 for none.</summary>
    public int Before(int number)
    {
        var before = Math.Min(number, Count + 1) - 1;
        while (before > 0 && IsBlank(before))
        {
            before--;
        }

        return before;
    }

    /// <summary>Whether a line is empty or a comment.</summary>
    public bool IsBlank(int number) => this[number].TrimStart() is "" or ['#', ..];

    /// <summary>The first line that Git has left of a merge; 0 for none.</summary>
    public int Conflict => 1 + Array.FindIndex(_lines, static line => Array.Exists(
        ConflictMarks, mark => line.StartsWith(mark, StringComparison.Ordinal) || line.TrimEnd() == mark.TrimEnd()));

    /// <summary>What to do about it.</summary>
    public static string OfConflict => "holds the marks of a merge conflict: keep one of the two sides, and remove the marks";
}
