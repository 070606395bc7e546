using System.Globalization;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A word of always the same length that says to which exchange something belongs. One that was changed on its way is
/// none: it does not become that of another exchange.
/// </summary>
public static partial class Mark
{
    public static string Of(int exchange) => string.Create(CultureInfo.InvariantCulture, $"m{exchange:d7}-{Check(exchange):x8}");

    /// <summary>The exchanges whose marks are in a text.</summary>
    public static int[] In(string text)
    {
        if (!text.Contains('m', StringComparison.Ordinal))
        {
            return [];
        }

        return
        [
            .. Word().Matches(text)
                .Where(word => word.Value == Of(NumberOf(word)))
                .Select(NumberOf)
                .Distinct(),
        ];
    }

    private static int NumberOf(Match word) => int.Parse(word.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>No two numbers have the same.</summary>
    private static uint Check(int exchange)
    {
        var check = (uint)exchange + 0x9e3779b9;
        check = (check ^ (check >> 16)) * 0x85ebca6b;
        check = (check ^ (check >> 13)) * 0xc2b2ae35;
        return check ^ (check >> 16);
    }

    [GeneratedRegex("m([0-9]{7})-[0-9a-f]{8}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
