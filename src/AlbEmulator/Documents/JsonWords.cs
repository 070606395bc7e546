using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>What is wrong with JSON that cannot be read, by what stands where the parser stopped.</summary>
internal static partial class JsonWords
{
    private static readonly Dictionary<string, string> OtherLanguages = new(StringComparer.Ordinal)
    {
        ["None"] = "null",
        ["nil"] = "null",
        ["undefined"] = "null",
        ["NULL"] = "null",
        ["True"] = "true",
        ["TRUE"] = "true",
        ["False"] = "false",
        ["FALSE"] = "false",
        ["yes"] = "true",
        ["no"] = "false",
    };

    public static Problem Of(string file, JsonException exception, ReadOnlySpan<byte> utf8)
    {
        var text = new TextLines(Encoding.UTF8.GetString(utf8));
        var line = (int)(exception.LineNumber ?? 0) + 1;
        if (text.Conflict is var conflict and > 0)
        {
            return Told(conflict, 1, TextLines.OfConflict);
        }

        var bytes = Encoding.UTF8.GetBytes(text[line]);
        var column = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, (int)Math.Min(exception.BytePositionInLine ?? 0, bytes.Length)));
        var rest = text[line][Math.Min(column, text[line].Length)..];
        return Told(line, column + 1, line == 1 && column == 0 && Yaml().IsMatch(rest)
            ? "it looks like YAML: give the file a name that ends with .yaml"
            : Message(exception.Message, rest));

        Problem Told(int at, int from, string message) => new(new Origin(file, at, ""), $"is not JSON: {message}") { Column = from };
    }

    private static string Message(string words, string rest)
    {
        bool Says(string part) => words.Contains(part, StringComparison.Ordinal);
        var word = Word().Match(rest).Value;
        return rest switch
        {
            ['\'', ..] => "names and texts stand in double quotation marks (\"), not in single ones",
            ['#', ..] => "a comment begins with // here, not with #",
            ['<', ..] => "it looks like XML or HTML",
            _ when Says("start of a property name") && word.Length > 0 => $"a name stands in quotation marks: write {Quoted.Text(word)}",
            [',', ..] when Says("start of a") => "a comma too many: remove it",
            ['}' or ']', ..] when Says("start of a value") || Says("mismatched") || Says("invalid without") =>
                $"{rest[0]} closes what another bracket has opened, or a value is missing before it",
            _ when OtherLanguages.TryGetValue(word, out var value) => $"{word} is no value of JSON: write {value}",
            ['+' or '.', ..] => $"a number begins with a digit or a minus, not with {rest[0]}",
            _ when Says("leading zero") => "a number does not begin with 0: write it without, or as a text in quotation marks",
            _ when Says("start of a value") && word.Length > 0 => $"a text stands in quotation marks: write {Quoted.Text(word)}",
            _ when Says("after a single JSON value") => "something stands behind its end: a file holds one object",
            _ when Says("after a property name") => "a colon is missing behind the name",
            _ when Says("after a value") => "a comma is missing before this, or a bracket closes what another has opened",
            _ when Says("escapable") => @"a backslash begins an escape: write \\ for one",
            _ when Says("within a JSON string") => @"a text goes over the end of its line: close its quotation marks, or write \n in it",
            _ when Says("depth to be zero") || Says("end of") || Says("more data") || Says("no more") =>
                "it ends before everything is closed: a quotation mark, a } or a ] is missing",
            _ when Says("depth") => $"it is nested more than {DocumentLimits.DeepestNesting} deep",
            _ => "it cannot be read from here on: look for a comma, a bracket or a quotation mark that is missing or one too many",
        };
    }

    [GeneratedRegex(@"^[$A-Za-z_][A-Za-z0-9_.\-]*")]
    private static partial Regex Word();

    [GeneratedRegex("^(---|[$A-Za-z]+:( |$)|- )")]
    private static partial Regex Yaml();
}
