using System.Globalization;
using System.Text.RegularExpressions;

namespace AlbEmulator.Comparisons;

/// <summary>
/// What is left of a text where that has been taken out which differs by its nature: dates, trace ids, UUIDs, encrypted values of cookies,
/// the port at which the one or the other listens. Two texts of one form say the same.
/// </summary>
/// <param name="answer">In which they stand.</param>
/// <param name="ownPort">Of its sender, where the two listen at different ports; null elsewhere.</param>
internal sealed partial class ValueForm(WireAnswer answer, int? ownPort)
{
    private const string Removed = "_remove_";

    /// <summary>When the answer was made, as it says itself.</summary>
    private readonly DateTimeOffset? _made = Date(answer.Value("Date") ?? "");

    /// <summary>Of the value of a header.</summary>
    public string OfHeader(string name, string value) =>
        name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase) ? OfCookie(value) : OfText(value);

    /// <summary>Of a body, where it is text; each byte is one character.</summary>
    public string OfBody(string body) => Address().Replace(OfText(body), "<address>");

    private string OfText(string text)
    {
        text = HttpDate().Replace(text, "<date>");
        text = IsoTime().Replace(text, "<time>");
        text = TraceId().Replace(text, "<trace id>");
        text = Uuid().Replace(text, "<uuid>");
        text = Encrypted().Replace(text, "<encrypted>");
        return ownPort is { } port ? text.Replace($":{port}", ":<port>", StringComparison.Ordinal) : text;
    }

    /// <summary>Names and attributes stay; of a date it counts how far it is from the answer's own.</summary>
    private string OfCookie(string value)
    {
        var parts = value.Split(';');
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        parts[0] = parts[0][(equals + 1)..] is var content && (content.Length < 16 || content == Removed)
            ? parts[0]
            : $"{parts[0][..(equals + 1)]}<value>";
        for (var i = 1; i < parts.Length; i++)
        {
            var date = parts[i].Trim() is var part && part.StartsWith("Expires=", StringComparison.OrdinalIgnoreCase) ? Date(part["Expires=".Length..]) : null;
            parts[i] = date is null ? OfText(parts[i])
                : $"{parts[i][..(parts[i].IndexOf('=', StringComparison.Ordinal) + 1)]}{(_made is null ? "<date>" : $"<in {Math.Round((date - _made).Value.TotalMinutes)} minutes>")}";
        }

        return string.Join(';', parts);
    }

    private static DateTimeOffset? Date(string text) => DateTimeOffset.TryParseExact(
        text.Trim(), ["r", "ddd, dd-MMM-yyyy HH:mm:ss 'GMT'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    [GeneratedRegex(@"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d[ -](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ -]\d{4} \d\d:\d\d:\d\d GMT\b", RegexOptions.CultureInvariant)]
    private static partial Regex HttpDate();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?", RegexOptions.CultureInvariant)]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"\b1-[0-9a-f]{8}-[0-9a-f]{24}\b", RegexOptions.CultureInvariant)]
    private static partial Regex TraceId();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();

    /// <summary>Base64, which may be encoded for a URL; words and paths have no upper case, lower case and digits in a row of that length.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9+/_-])(?=[^\s;,&""]*[0-9])(?=[^\s;,&""]*[a-z])(?=[^\s;,&""]*[A-Z])(?:[A-Za-z0-9+_-]|%2[BbFf]|/(?!/)){60,}(?:=|%3[Dd])*", RegexOptions.CultureInvariant)]
    private static partial Regex Encrypted();

    [GeneratedRegex(@"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\d.])", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
