using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static AlbEmulator.Tests.Desync.StrictReading;

namespace AlbEmulator.Tests.Desync;

/// <summary>
/// A second parser, which takes nothing that could be read in another way; it knows nothing of how the emulator reads.
/// </summary>
internal sealed partial record StrictRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers)
{
    public string Body { get; private init; } = "";

    /// <summary>Bytes of head and body.</summary>
    public int Length { get; private init; }

    /// <summary>The end of the connection on which it came.</summary>
    public Task ConnectionEnded { get; init; } = Task.CompletedTask;

    public string? Header(string name) =>
        Headers.SingleOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The first request of these bytes; null while they are not all of one.</summary>
    /// <exception cref="FormatException">They begin with none that is strictly one.</exception>
    public static StrictRequest? Read(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var lines = text[..end].Split("\r\n");
        var line = RequestLine().Match(lines[0]);
        Require(line.Success, lines[0]);
        var headers = lines.Skip(1).Select(header => HeaderOf(header, HeaderLine())).ToArray();
        var request = new StrictRequest(line.Groups[1].Value, line.Groups[2].Value, headers);
        return request.WithBody(text, end + 4);
    }

    private StrictRequest? WithBody(string text, int start)
    {
        var lengths = Headers.Where(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).ToArray();
        var codings = Headers.Where(header => header.Name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)).ToArray();
        Require(lengths.Length + codings.Length <= 1, "more than one length");
        Require(codings.All(coding => coding.Value == "chunked"), "a coding other than chunked");
        if (codings.Length == 1)
        {
            return Chunks(text, start, HeaderLine()) is var (body, end) ? this with { Body = body, Length = end } : null;
        }

        if (lengths.Length == 0)
        {
            return this with { Length = start };
        }

        Require(Digits().IsMatch(lengths[0].Value), lengths[0].Value);
        var length = int.Parse(lengths[0].Value, CultureInfo.InvariantCulture);
        return text.Length - start < length ? null : this with { Body = text.Substring(start, length), Length = start + length };
    }

    // Between the first blank and the last anything is the target, as an ALB passes it on.
    [GeneratedRegex(@"^([-!#$%&'*+.^_`|~0-9A-Za-z]+) ([^\0\r\n \t][^\0\r\n]*) HTTP/1\.[01]\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequestLine();

    // Control characters in values pass, as they do through an ALB, and names that are no tokens: no parser takes either for
    // the end of anything.
    [GeneratedRegex(@"^([\x21-\x39\x3b-\x7e\x80-\xff]+):[ \t]*((?:[^\0\r\n]*[^\0\r\n \t])?)[ \t]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^[0-9]{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
