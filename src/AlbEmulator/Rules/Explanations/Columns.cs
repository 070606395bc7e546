using System.Globalization;
using System.Text;

namespace AlbEmulator.Rules.Explanations;

/// <summary>Rows of text in columns; the last cell of a row goes on below itself where it is too long.</summary>
internal sealed class Columns
{
    /// <summary>Characters of a line at most.</summary>
    public const int Width = 100;

    private readonly StringBuilder _text = new();

    /// <summary>A row; an empty cell takes no room.</summary>
    public void Row(params ReadOnlySpan<(int At, string Text)> cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var (at, text) = cells[i];
            if (text.Length > 0)
            {
                // At least one blank after a cell that is wider than its column.
                line.Append(' ', Math.Max(at - line.Length, line.Length == 0 ? 0 : 1));
                Append(line, at, Printable(text));
            }
        }

        _text.Append(line).Append('\n');
    }

    public override string ToString() => _text.ToString();

    /// <summary>Breaks at blanks and, where there is none, anywhere.</summary>
    private void Append(StringBuilder line, int indent, string text)
    {
        var rest = text.AsSpan();
        while (line.Length + rest.Length > Width)
        {
            var room = Math.Max(Width - line.Length, 0);
            var blank = rest[..Math.Min(room + 1, rest.Length)].LastIndexOf(' ');
            // A word that fits on a line of its own is not broken.
            var end = blank >= 0 ? blank : line.Length > indent ? 0 : room;
            _text.Append(line.Append(rest[..end]).ToString().TrimEnd()).Append('\n');
            line.Clear().Append(' ', indent);
            rest = rest[end..].TrimStart(' ');
        }

        line.Append(rest);
    }

    /// <summary>Nothing that a terminal would obey.</summary>
    private static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = char.IsControl(character)
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : shown.Append(character);
        }

        return shown.ToString();
    }
}
