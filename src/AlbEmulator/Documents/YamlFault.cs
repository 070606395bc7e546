using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>
/// What is wrong with YAML that cannot be read, by what stands there: the parser names the place where it stopped, in words of
/// its grammar, and the mistake is often on the line before or behind.
/// </summary>
internal static partial class YamlFault
{
    /// <param name="file">As the user named it.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="line">Where the parser stopped, from 1 on.</param>
    /// <param name="column">The same, from 1 on; 0 where it did not say.</param>
    /// <param name="words">The parser's.</param>
    public static Problem Of(string file, string text, int line, int column, string words)
    {
        var lines = new TextLines(text);
        line = Math.Clamp(line, 1, lines.Count);
        var found = lines.Conflict is var conflict and > 0 ? new Found(conflict, 1, TextLines.OfConflict)
            : Tab(lines, line)
            ?? Quotes(lines, line, column, words)
            ?? OnLine(lines, line, line)
            ?? (lines.Before(line) is var before and > 0 ? OnLine(lines, before, line) : null)
            ?? YamlBrackets.Of(text)
            ?? (words.Contains("expected node content", StringComparison.Ordinal)
                ? new Found(line, column, "a value is missing here, as between two commas")
                : null)
            ?? (words.Contains("flow", StringComparison.Ordinal)
                ? new Found(line, column, "a comma is missing between two values, or a bracket is not closed")
                : null)
            ?? YamlIndents.Of(lines, line)
            ?? new Found(line, column, "cannot be read from here on: look for a colon, a hyphen, a bracket or a quotation mark that is "
                + "missing or one too many, and for the indentation");
        return new Problem(new Origin(file, found.Line, ""), $"is not YAML: {found.Message}") { Column = found.Column };
    }

    /// <summary>What a name without quotation marks shows of a slip that the grammar allows; null for nothing.</summary>
    public static string? OfName(string name) => name switch
    {
        ['-', >= 'A' and <= 'Z', ..] => $"has no space behind its hyphen: write - {Quoted.Plain(name[1..])}",
        _ when name.Contains('\u00A0', StringComparison.Ordinal) => "holds a no-break space (U+00A0), as text of a web page may: write usual spaces",
        _ => null,
    };

    private static Found? Tab(TextLines lines, int line)
    {
        for (var number = Math.Max(1, line - 1); number <= Math.Min(lines.Count, line + 2); number++)
        {
            if (Indent().Match(lines[number]).Value.IndexOf('\t', StringComparison.Ordinal) is var tab and >= 0)
            {
                return new Found(number, tab + 1, "is indented with a tab: YAML takes spaces alone");
            }
        }

        return null;
    }

    private static Found? Quotes(TextLines lines, int line, int column, string words)
    {
        if (words.Contains("escape", StringComparison.Ordinal))
        {
            return new Found(
                line, column, @"a backslash in double quotation marks begins an escape: write \\ for one, or use single quotation marks");
        }

        if (words.Contains("quoted scalar", StringComparison.Ordinal))
        {
            return new Found(line, column, "the quotation mark that begins here is not closed: close it on this line");
        }

        return words.Contains("block scalar", StringComparison.Ordinal)
            ? new Found(line, column, "behind | or > the line has to end, and the text begins on the next one")
            : null;
    }

    /// <summary>What can be seen of a line alone.</summary>
    /// <param name="lines">All of them.</param>
    /// <param name="number">Which one.</param>
    /// <param name="stopped">Where the parser stopped.</param>
    private static Found? OnLine(TextLines lines, int number, int stopped)
    {
        var line = lines[number];
        if (Template().Match(line) is { Success: true } template)
        {
            return At(template, "{{ … }} is of a template: fill it in first, or put the value in quotation marks");
        }

        if (BadStart().Match(line) is { Success: true } start)
        {
            var sign = start.Groups["sign"];
            return At(sign, $"a value cannot begin with {sign.Value}: put it in quotation marks");
        }

        if (NoSpace().Match(line) is { Success: true } glued)
        {
            var (name, rest) = (glued.Groups["name"].Value, glued.Groups["rest"].Value);
            return At(glued.Groups["name"], $"has no space behind the colon: write {Quoted.Plain($"{name}: {rest}")}");
        }

        if (Behind().Match(line) is { Success: true } behind)
        {
            return At(behind.Groups["rest"], "something stands behind the closing quotation mark: put all of the value between the two");
        }

        if (TwoColons().Match(line) is { Success: true } twice)
        {
            var (name, value) = (twice.Groups["name"].Value, twice.Groups["value"].Value.TrimEnd());
            return At(
                twice.Groups["value"],
                $"a value with a colon and a space has to be in quotation marks: write {Quoted.Plain($"{name}: '{value}'")}");
        }

        if (NoColon().Match(line) is { Success: true } bare && number < stopped)
        {
            return At(bare.Groups["name"], $"has no colon behind its name: write {Quoted.Plain(bare.Groups["name"].Value)}:");
        }

        return null;

        Found At(Capture place, string message) => new(number, place.Index + 1, message);
    }

    [GeneratedRegex(@"^[ \t]*")]
    private static partial Regex Indent();

    [GeneratedRegex(@"(?<=^\s*|[:,\-\[{]\s+|\[)\{\{")]
    private static partial Regex Template();

    [GeneratedRegex(@"(?:^\s*(?:- +)*|: +|- +|\[ *|, +|\{ *)(?<sign>[@`%]|[*&](?=[^A-Za-z0-9_]|$|[A-Za-z0-9_.*-]*[^A-Za-z0-9_.\-\s,\]}]))")]
    private static partial Regex BadStart();

    [GeneratedRegex(@"^\s*(?:- +)*(?<name>\$?[A-Za-z][A-Za-z0-9]*):(?<rest>[^\s:/].*)$")]
    private static partial Regex NoSpace();

    [GeneratedRegex("""^\s*(?:- +)*[^\s'"#:]+: +(?:"[^"]*"|'[^']*') *(?<rest>[^\s#,\]}].*)$""")]
    private static partial Regex Behind();

    [GeneratedRegex("""^\s*(?:- +)*(?<name>[^\s'"#:\[{]+): +(?<value>[^\s'"#\[{|>&*!][^'"#]*?:(?: .*|))$""")]
    private static partial Regex TwoColons();

    [GeneratedRegex(@"^\s*(?:- +)*(?<name>\$?[A-Za-z][A-Za-z0-9]*)\s*$")]
    private static partial Regex NoColon();
}

/// <summary>Where a mistake is, and what it is.</summary>
/// <param name="Line">From 1 on.</param>
/// <param name="Column">From 1 on.</param>
/// <param name="Message">A sentence without its place.</param>
internal sealed record Found(int Line, int Column, string Message);
