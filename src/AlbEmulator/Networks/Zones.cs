using System.Globalization;

namespace AlbEmulator.Networks;

/// <summary>
/// Availability Zones of a region: three, and those that subnets of the settings are in.
/// <see href="https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html"/>
/// </summary>
internal static class Zones
{
    private static readonly string[] Letters = ["a", "b", "c"];

    public static IReadOnlyList<string> Of(string region) => [.. Letters.Select(letter => region + letter)];

    /// <summary>A zone as the settings say it: its name, or its letter in whichever region.</summary>
    public static string Named(string region, string zone) => zone.Length == 1 ? region + zone : zone;

    /// <summary>Whether a zone of the settings has one of the two forms.</summary>
    public static bool IsWellFormed(string zone) =>
        zone.Length > 0 && char.IsAsciiLetterLower(zone[^1])
        && (zone.Length == 1 || (zone.Length > 2 && char.IsAsciiDigit(zone[^2])))
        && zone.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>
    /// Such as <c>use1-az1</c> of <c>us-east-1a</c>. (With AWS the letters of each account lead to other numbers.)
    /// </summary>
    public static string IdOf(string zone)
    {
        var parts = zone[..^1].Split('-');
        var region = string.Concat(parts.Select((part, index) => index == 0 ? part : Short(part)));
        return string.Create(CultureInfo.InvariantCulture, $"{region}-az{zone[^1] - 'a' + 1}");
    }

    private static string Short(string part) => part switch
    {
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        [var digit] => digit.ToString(),
        _ => part[..Math.Min(part.Length, 1)],
    };
}
