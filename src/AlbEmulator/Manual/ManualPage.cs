using System.Text.RegularExpressions;

namespace AlbEmulator.Manual;

/// <summary>A page of the manual, in Markdown.</summary>
/// <param name="name">Its topic: <c>rules</c>.</param>
/// <param name="markdown">What it says. Its first line is its title, and the next one that is not empty says what it is for.</param>
internal sealed partial class ManualPage(string name, string markdown)
{
    private readonly string[] _lines = markdown.ReplaceLineEndings("\n").Split('\n');

    public string Name => name;

    /// <summary>For people to read: without what is said to those who test it.</summary>
    public string Markdown { get; } = Comment().Replace(markdown.ReplaceLineEndings("\n"), "");

    public string Title => _lines[0].TrimStart('#', ' ');

    /// <summary>What it is for, in a line.</summary>
    public string Summary => _lines.Skip(1).First(static line => line.Length > 0);

    /// <summary>The rows of its tables, in their order.</summary>
    public IEnumerable<ManualRow> Rows()
    {
        string[] header = [];
        foreach (var line in _lines)
        {
            if (!line.StartsWith('|'))
            {
                header = [];
            }
            else if (header.Length == 0)
            {
                header = Cells(line);
            }
            else if (!line.All(static letter => letter is '|' or '-' or ':' or ' '))
            {
                yield return new ManualRow(this, header, Cells(line));
            }
        }
    }

    private static string[] Cells(string line) =>
        [.. Bar().Split(line.Trim().Trim('|')).Select(static cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal))];

    /// <summary>A line that is a comment of HTML.</summary>
    [GeneratedRegex(@"^<!--.*-->\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>What parts the cells of a row.</summary>
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
