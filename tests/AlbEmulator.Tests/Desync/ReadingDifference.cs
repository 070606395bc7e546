using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Desync;

/// <summary>One thing in which two parsers read a request differently.</summary>
/// <param name="Request">As it was sent.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Kestrel">What Kestrel made of it: a status, or a line; empty where it has none.</param>
/// <param name="Ours">What the emulator made of it.</param>
internal sealed record ReadingDifference(string Request, DifferenceKind Kind, string Kestrel, string Ours)
{
    /// <summary>The request's first line, without what ends it.</summary>
    public string Line { get; } = Request.TrimStart('\r', '\n').Split('\n')[0].TrimEnd('\r');

    /// <summary>Of a header that only one of them has: its name, in lower case.</summary>
    public string Name => (Kestrel + Ours).Split(':')[0];

    /// <summary>Whether that header stands in several lines of the request.</summary>
    public bool IsRepeated => Request.Split('\n').Count(line => line.StartsWith($"{Name}:", StringComparison.OrdinalIgnoreCase)) > 1;

    /// <summary>Whether a pattern is in the request.</summary>
    public bool Has(string pattern) => Regex.IsMatch(Request, pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether its first line is of a pattern.</summary>
    public bool HasLine(string pattern) => Regex.IsMatch(Line, pattern, RegexOptions.CultureInvariant);

    /// <summary>Whether Kestrel refuses it, with one of these statuses, and the emulator takes it.</summary>
    public bool IsTaken(params string[] statuses) => Kind == DifferenceKind.Taken && statuses.Contains(Kestrel);

    /// <summary>Whether the emulator refuses it with this status, and Kestrel takes it.</summary>
    public bool IsRefused(string status) => Kind == DifferenceKind.Refused && Ours == status;

    /// <summary>Whether it is a header of one of these names that only one of them has.</summary>
    public bool IsOf(params string[] names) => Kind == DifferenceKind.Header
        && names.Contains(Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is different in what was made of a request and the one behind it.</summary>
    public static IEnumerable<ReadingDifference> Between(
        string request, IReadOnlyList<Reading> kestrel, IReadOnlyList<Reading> ours)
    {
        var (theirs, our) = (kestrel[0], ours[0]);
        if (theirs.Status != our.Status || theirs.IsRefusal)
        {
            return theirs.Status == our.Status
                ? []
                : [new(request, KindOf(theirs, our), $"{theirs.Status}", $"{our.Status}")];
        }

        return
        [
            .. Differing(request, DifferenceKind.Method, theirs.Method, our.Method),
            .. Differing(request, DifferenceKind.Target, theirs.Target, our.Target),
            .. Differing(request, DifferenceKind.Body, theirs.Body, our.Body),
            .. Lines(theirs).Except(Lines(our)).Select(line => new ReadingDifference(request, DifferenceKind.Header, line, "")),
            .. Lines(our).Except(Lines(theirs)).Select(line => new ReadingDifference(request, DifferenceKind.Header, "", line)),
            .. Differing(request, DifferenceKind.Order, OwnNames(theirs), OwnNames(our)),
            .. Differing(request, DifferenceKind.Behind, Behind(kestrel), Behind(ours)),
        ];
    }

    public override string ToString() => $"{Kind}: Kestrel {Shown(Kestrel)}, here {Shown(Ours)}, of {Shown(Request)}";

    private static DifferenceKind KindOf(Reading theirs, Reading ours) =>
        !theirs.IsRefusal ? DifferenceKind.Refused : !ours.IsRefusal ? DifferenceKind.Taken : DifferenceKind.Status;

    private static IEnumerable<ReadingDifference> Differing(string request, DifferenceKind kind, string kestrel, string ours) =>
        kestrel == ours ? [] : [new(request, kind, kestrel, ours)];

    /// <summary>Each header as a line, of which one that comes twice has its number.</summary>
    private static IReadOnlyList<string> Lines(Reading reading)
    {
        var lines = reading.Headers.Select(header => $"{header.Name.ToLowerInvariant()}: {header.Value}").ToArray();
        return [.. lines.Select((line, index) => $"{line}{new string('+', lines.Take(index).Count(other => other == line))}")];
    }

    /// <summary>Kestrel tells the order of those names alone that it does not know.</summary>
    private static string OwnNames(Reading reading) => string.Join(
        ' ',
        reading.Headers.Select(header => header.Name.ToLowerInvariant()).Distinct()
            .Where(name => Regex.IsMatch(name, "^[xyz](-[0-9]+)?$")));

    private static string Behind(IReadOnlyList<Reading> readings) =>
        readings is [_, var behind, ..] ? behind.IsRefusal ? $"{behind.Status}" : $"{behind.Method} {behind.Target}" : "";

    private static string Shown(string text) => JsonSerializer.Serialize(text.Length > 300 ? $"{text[..300]}…" : text);
}

/// <summary>In what two parsers differ.</summary>
internal enum DifferenceKind
{
    /// <summary>Kestrel refuses the request, and the emulator takes it.</summary>
    Taken,

    /// <summary>The emulator refuses the request, and Kestrel takes it.</summary>
    Refused,

    /// <summary>Both refuse it, with other statuses.</summary>
    Status,

    Method,
    Target,
    Body,

    /// <summary>A line that only one of them has.</summary>
    Header,

    /// <summary>Names of headers.</summary>
    Order,

    /// <summary>What stands behind the request.</summary>
    Behind,
}
