using System.Globalization;
using System.Text.RegularExpressions;
using static AlbEmulator.Tests.Desync.StrictReading;

namespace AlbEmulator.Tests.Desync;

/// <summary>
/// An answer as it is read by somebody who takes nothing that could be read in another way; what reads it knows nothing
/// of how the emulator does. An interim answer (1xx) is one of its own.
/// </summary>
internal sealed partial record StrictAnswer(int Status, string Head, IReadOnlyList<(string Name, string Value)> Headers)
{
    public string Body { get; private init; } = "";

    /// <summary>Bytes of head and body.</summary>
    public int Length { get; private init; }

    /// <summary>Whether the end of the connection is the end of its body.</summary>
    public bool IsUntilClose { get; private init; }

    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    /// <summary>Whether no byte of it would be refused by anybody: no control character is in its head.</summary>
    public bool IsPlain => !ControlCharacter().IsMatch(Head);

    public string? Header(string name) =>
        Headers.SingleOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The answer that begins there; null while it is not whole.</summary>
    /// <param name="text">One byte in each character.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="isHead">Whether it answers HEAD.</param>
    /// <param name="hasEnded">Whether no more will come.</param>
    /// <exception cref="FormatException">What begins there is none.</exception>
    public static StrictAnswer? Read(string text, int start, bool isHead, bool hasEnded)
    {
        var end = text.IndexOf("\r\n\r\n", start, StringComparison.Ordinal);
        if (end < 0)
        {
            // As much of it as there is has to be the beginning of one.
            Require("HTTP/1.1 ".StartsWith(text[start..Math.Min(start + 9, text.Length)], StringComparison.Ordinal), text[start..]);
            return null;
        }

        var lines = text[start..end].Split("\r\n");
        var status = StatusLine().Match(lines[0]);
        Require(status.Success, lines[0]);
        var headers = lines.Skip(1).Select(line => HeaderOf(line, HeaderLine())).ToArray();
        var answer = new StrictAnswer(
            int.Parse(status.Groups[1].ValueSpan, CultureInfo.InvariantCulture), text[start..(end + 4)], headers);
        return answer.WithBody(text, start, end + 4, isHead, hasEnded);
    }

    private StrictAnswer? WithBody(string text, int start, int at, bool isHead, bool hasEnded)
    {
        var lengths = Values("Content-Length");
        var codings = Values("Transfer-Encoding");
        Require(lengths.Length + codings.Length <= 1, "more than one length");
        Require(lengths.All(length => Digits().IsMatch(length)), "a length that is no number");
        Require(codings.All(coding => coding == "chunked"), "a coding other than chunked");
        if (Status is (>= 100 and < 200) or 204 or 304)
        {
            Require(codings.Length == 0, "a coding without a body");
            return this with { Length = at - start };
        }

        if (isHead)
        {
            return this with { Length = at - start };
        }

        if (codings.Length == 1)
        {
            return Chunks(text, at, HeaderLine()) is var (body, end) ? this with { Body = body, Length = end - start } : null;
        }

        if (lengths.Length == 0)
        {
            return hasEnded ? this with { Body = text[at..], Length = text.Length - start, IsUntilClose = true } : null;
        }

        var announced = long.Parse(lengths[0], CultureInfo.InvariantCulture);
        return text.Length - at < announced
            ? null
            : this with { Body = text.Substring(at, (int)announced), Length = at + (int)announced - start };
    }

    private string[] Values(string name) =>
        [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    // Control characters pass, as they do through an ALB: no parser takes them for the end of anything.
    [GeneratedRegex(@"^HTTP/1\.1 ([1-9][0-9]{2}) [^\0\r\n]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^([-!#$%&'*+.^_`|~0-9A-Za-z]+):[ \t]*((?:[^\0\r\n]*[^\0\r\n \t])?)[ \t]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^[0-9]{1,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", RegexOptions.CultureInvariant)]
    private static partial Regex ControlCharacter();
}
