using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Desync;

/// <summary>What <see cref="StrictRequest"/> and <see cref="StrictAnswer"/> read in the same way.</summary>
internal static partial class StrictReading
{
    /// <exception cref="FormatException">It does not hold.</exception>
    public static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new FormatException($"Not to be read in one way only: {what}");
        }
    }

    /// <exception cref="FormatException">The line is no header.</exception>
    public static (string Name, string Value) HeaderOf(string line, Regex headerLine)
    {
        var match = headerLine.Match(line);
        Require(match.Success, line);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    /// <summary>The chunked body that begins there, and where it ends; null while it is not whole.</summary>
    /// <param name="text">One byte in each character.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="trailerLine">What a line behind it has to be.</param>
    /// <exception cref="FormatException">What begins there is none.</exception>
    public static (string Body, int End)? Chunks(string text, int at, Regex trailerLine)
    {
        var body = new StringBuilder();
        while (LineEnd(text, at) is { } end)
        {
            Require(HexDigits().IsMatch(text[at..end]), text[at..end]);
            var size = int.Parse(text.AsSpan(at..end), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at = end + 2;
            if (size == 0)
            {
                return TrailersEnd(text, at, trailerLine) is { } whole ? (body.ToString(), whole) : null;
            }

            if (text.Length - at < size + 2)
            {
                return null;
            }

            body.Append(text, at, size);
            Require(text[(at + size)..(at + size + 2)] == "\r\n", "no end of a chunk");
            at += size + 2;
        }

        return null;
    }

    private static int? TrailersEnd(string text, int at, Regex trailerLine)
    {
        while (LineEnd(text, at) is { } end)
        {
            if (end == at)
            {
                return end + 2;
            }

            HeaderOf(text[at..end], trailerLine);
            at = end + 2;
        }

        return null;
    }

    private static int? LineEnd(string text, int at) =>
        text.IndexOf("\r\n", at, StringComparison.Ordinal) is >= 0 and var end ? end : null;

    [GeneratedRegex(@"^[0-9A-Fa-f]{1,7}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexDigits();
}
