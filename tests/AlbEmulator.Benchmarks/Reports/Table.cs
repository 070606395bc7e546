namespace AlbEmulator.Benchmarks.Reports;

/// <summary>A table in Markdown whose columns line up; the first column is to the left, the others to the right.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Cells that are left out at the end are empty.</summary>
    public void Add(params string[] cells) =>
        _rows.Add([.. cells, .. Enumerable.Repeat("", header.Length - cells.Length)]);

    public void Print(TextWriter output)
    {
        var widths = header.Select((name, i) => _rows.Select(row => row[i].Length).Append(name.Length).Max()).ToArray();
        output.WriteLine(Line(header, widths));
        output.WriteLine(Line([.. widths.Select((width, i) => new string('-', i == 0 ? width : width - 1) + (i == 0 ? "" : ":"))], widths));
        foreach (var row in _rows)
        {
            output.WriteLine(Line(row, widths));
        }
    }

    private static string Line(string[] cells, int[] widths) =>
        "| " + string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |";
}
