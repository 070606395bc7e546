using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlbEmulator.Machine;

/// <summary>What is wrong with a file of the emulator's own that holds JSON: where, and in words without the names of types.</summary>
/// <param name="Line">From 1 on; 0 where it is not known.</param>
/// <param name="Path">Such as <c>LoadBalancers[0].Port</c>; empty for the file itself.</param>
/// <param name="Message">A sentence without its place.</param>
internal sealed partial record JsonFault(int Line, string Path, string Message)
{
    private const int LongestShown = 200;

    /// <param name="exception">What .NET says.</param>
    /// <param name="content">Of the file.</param>
    public static JsonFault Of(Exception exception, ReadOnlySpan<byte> content)
    {
        var json = exception as JsonException;
        var line = (int)(json?.LineNumber ?? -1) + 1;
        var path = json?.Path is { Length: > 1 } given ? Plain(given.TrimStart('$').TrimStart('.')) : "";
        if (content.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new(1, "", "is empty: it was cut off, or is not of this program");
        }

        if (content.Contains((byte)0))
        {
            return new(LineAt(content, content.IndexOf((byte)0)), "", "holds NUL bytes: it was not written to its end, as where a machine lost its power");
        }

        return new(line, path, Words(exception.Message));
    }

    /// <summary>The line on which a property has a text, the n-th time; 0 where it has not.</summary>
    public static int LineOf(byte[] content, string property, string text, int time = 1)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(property) && reader.Read()
                    && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text) && --time == 0)
                {
                    return LineAt(content, (int)reader.TokenStartIndex);
                }
            }
        }
        catch (JsonException)
        {
            // It has changed since it was read.
        }

        return 0;
    }

    public static int LineAt(ReadOnlySpan<byte> content, int at) => content[..at].Count((byte)'\n') + 1;

    /// <summary>What .NET's words mean; its own where they are of the grammar.</summary>
    private static string Words(string message)
    {
        var plain = Place().Replace(message, "");
        if (Unmapped().Match(plain) is { Success: true } unmapped)
        {
            return $"{Plain(unmapped.Groups["name"].Value)} is not a property that this version knows: a later version, or a hand, wrote it";
        }

        if (Missing().Match(plain) is { Success: true } missing)
        {
            return $"is missing {missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal).TrimEnd('.')}";
        }

        if (Duplicate().Match(plain) is { Success: true } duplicate)
        {
            return $"{Plain(duplicate.Groups["name"].Value)} stands here a second time";
        }

        // The names of types that may be null have the word too.
        return plain.Contains("could not be converted", StringComparison.Ordinal) ? "holds a value of another kind than is written there"
            : plain.Contains("null", StringComparison.OrdinalIgnoreCase) ? "must not be null"
            : plain.Contains("could not be mapped", StringComparison.Ordinal) ? "holds a property that this version does not know"
            : $"is not JSON: {Plain(plain)}";
    }

    private static string Plain(string text) => string.Concat(
        text.Take(LongestShown).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));

    [GeneratedRegex(@"( Path: .*)?( ?\|? ?LineNumber: \d+ \| BytePositionInLine: \d+\.)$", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped", RegexOptions.Singleline)]
    private static partial Regex Unmapped();

    [GeneratedRegex("^JSON deserialization for type '.*' was missing required properties including: (?<names>.*)$", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex("^Duplicate property '(?<name>.*)' encountered", RegexOptions.Singleline)]
    private static partial Regex Duplicate();
}
