using System.Globalization;
using System.Text.RegularExpressions;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>Reads what <c>wrk --latency</c> prints.</summary>
internal static partial class WrkOutput
{
    public static LoadFigures Parse(string text) => new(
        long.Parse(Required(RequestsLine().Match(text), text).Groups[1].ValueSpan),
        Number(Required(RateLine().Match(text), text).Groups[1].Value),
        ReadPercentile(text, "50%"),
        ReadPercentile(text, "99%"),
        CountErrors(text),
        Bytes(Required(TransferLine().Match(text), text)));

    private static double ReadPercentile(string text, string name)
    {
        foreach (Match match in PercentileLine().Matches(text))
        {
            if (match.Groups[1].Value == name)
            {
                return Number(match.Groups[2].Value) * Milliseconds(match.Groups[3].Value);
            }
        }

        throw new FormatException($"wrk did not print {name}: {text}");
    }

    private static double Milliseconds(string unit) => unit switch
    {
        "us" => 0.001,
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => throw new FormatException($"wrk printed the unit {unit}."),
    };

    private static long CountErrors(string text)
    {
        long errors = 0;
        foreach (Match match in ErrorCounts().Matches(text))
        {
            errors += long.Parse(match.ValueSpan);
        }

        return errors;
    }

    private static double Bytes(Match match) => Number(match.Groups[1].Value) * match.Groups[2].Value switch
    {
        "KB" => 1L << 10,
        "MB" => 1L << 20,
        "GB" => 1L << 30,
        _ => 1L,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Match Required(Match match, string text) =>
        match.Success ? match : throw new FormatException($"This is not what wrk prints: {text}");

    [GeneratedRegex(@"^\s*(\d+) requests in ", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^Requests/sec:\s+([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex RateLine();

    [GeneratedRegex(@"^Transfer/sec:\s+([\d.]+)([KMG]?B)", RegexOptions.Multiline)]
    private static partial Regex TransferLine();

    [GeneratedRegex(@"^\s+(\d+%)\s+([\d.]+)(us|ms|s|m)", RegexOptions.Multiline)]
    private static partial Regex PercentileLine();

    [GeneratedRegex(@"(?<=(?:Socket errors:.*(?:connect|read|write|timeout)|Non-2xx or 3xx responses:) )\d+")]
    private static partial Regex ErrorCounts();
}
