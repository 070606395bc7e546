using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>Lines of YAML that stand where none of their kind may.</summary>
internal static partial class YamlIndents
{
    /// <param name="lines">All of them.</param>
    /// <param name="line">Where the parser stopped.</param>
    public static Found? Of(TextLines lines, int line)
    {
        if (lines.IsBlank(line) || lines.Before(line) is not (var before and > 0))
        {
            return null;
        }

        var (own, above) = (IndentOf(lines[line]), IndentOf(lines[before]));
        var isItem = Item().IsMatch(lines[line]);
        if (Value().Match(lines[before]) is { Success: true } value && own > value.Groups["name"].Index)
        {
            var name = Quoted.Text(value.Groups["name"].Value);
            return new Found(line, own + 1, isItem
                ? $"a list item stands below {name}, which has a value already: remove that value, or the item"
                : $"is indented deeper than {name} above it, which has a value already: begin it below the first letter of {name}");
        }

        var levels = Levels(lines, line).ToList();
        if (!isItem && levels.Exists(level => level.IsItem && level.Indent == own))
        {
            return new Found(line, own + 1, "stands where the next item of a list would: indent it as far as the other names of the item, or "
                + "begin it with a hyphen and a space");
        }

        return levels.Exists(level => level.Indent == own || (level.IsItem && level.Name == own))
            ? null
            : new Found(line, own + 1, $"its indentation of {own} spaces fits no line above it ({string.Join(", ", levels
                .SelectMany(static level => new[] { level.Indent, level.Name }).Distinct().Order())}): begin it below the first letter of the "
                + $"line that it belongs to{(own < above ? "" : ", or deeper below a name without a value")}");
    }

    /// <summary>The indentations that a line may have: those of the lines above that it may go on with.</summary>
    private static IEnumerable<(int Indent, int Name, bool IsItem)> Levels(TextLines lines, int line)
    {
        var least = int.MaxValue;
        for (var number = lines.Before(line); number > 0 && least > 0; number = lines.Before(number))
        {
            var indent = IndentOf(lines[number]);
            if (indent < least)
            {
                least = indent;
                var item = Item().Match(lines[number]);
                yield return (indent, item.Success ? item.Length : indent, item.Success);
            }
        }
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex("^ *- +")]
    private static partial Regex Item();

    /// <summary>A name with a value on its line.</summary>
    [GeneratedRegex(@"^ *(?:- +)*(?<name>[^\s:#]+): +[^\s#|>&!]")]
    private static partial Regex Value();
}
