using System.Text.RegularExpressions;

namespace AlbEmulator.Manual;

/// <summary>A row of a table of the manual: what is told of a setting, an attribute, a metric or whatever else has a name.</summary>
/// <param name="Page">Where it stands.</param>
/// <param name="Header">What is in the columns.</param>
/// <param name="Cells">Of the row; in the first stand its names.</param>
internal sealed partial record ManualRow(ManualPage Page, IReadOnlyList<string> Header, IReadOnlyList<string> Cells)
{
    /// <summary>How a metric is called there.</summary>
    private const string OtherNames = "Prometheus";

    /// <summary>What stands in the first cell as code, and the names that a metric has elsewhere.</summary>
    public IEnumerable<string> Names => Cells.Where((_, column) => column == 0 || Header[column] == OtherNames)
        .SelectMany(static cell => Code().Matches(cell)).Select(static code => code.Groups[1].Value);

    /// <summary>The other columns that are not empty, in plain text: what is in them, and what they say.</summary>
    public IEnumerable<(string Column, string Text)> Told => Header.Zip(Cells).Skip(1)
        .Where(static pair => pair.Second.Length > 0)
        .Select(static pair => (Plain(pair.First), Plain(pair.Second)));

    private static string Plain(string text) =>
        Link().Replace(text, "$1").Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();
}
