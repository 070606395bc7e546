using System.CommandLine.Parsing;
using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Syntax;

/// <summary>Times as people write them: <c>500ms</c>, <c>30s</c>, <c>2m</c>, <c>1h</c>; a number alone is seconds.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("", TimeSpan.FromSeconds(1)),
    ];

    /// <returns>Null where it is none, negative, or longer than a day.</returns>
    public static TimeSpan? Parse(string text)
    {
        var (unit, length) = Units.First(unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        return double.TryParse(
            text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * length.Ticks <= Longest.Ticks
                ? TimeSpan.FromTicks((long)(count * length.Ticks))
                : null;
    }

    /// <summary>Says of an option what is wrong where it is none.</summary>
    public static void Check(OptionResult option)
    {
        if (option is { IdentifierToken.Value: var name, Tokens: [var given] } && Parse(given.Value) is null)
        {
            option.AddError($"{name} takes a time such as 500ms, 30s or 2m, a day at most, not '{Quoted.Plain(given.Value)}'");
        }
    }
}
