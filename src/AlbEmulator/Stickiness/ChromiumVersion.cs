using System.Globalization;

namespace AlbEmulator.Stickiness;

/// <summary>Which Chromium a browser is made of, by its User-Agent.</summary>
internal static class ChromiumVersion
{
    /// <summary>From here on a cookie goes to other sites only where it says <c>SameSite=None</c>.</summary>
    public const int FirstWithSameSite = 80;

    private static readonly string[] Products = ["Chrome/", "Chromium/"];

    /// <summary>The number before the first point; 0 for any other browser.</summary>
    public static int Of(ReadOnlySpan<char> userAgent)
    {
        foreach (var product in Products)
        {
            var at = userAgent.IndexOf(product, StringComparison.Ordinal);
            if (at >= 0)
            {
                var version = userAgent[(at + product.Length)..];
                var end = version.IndexOfAnyExceptInRange('0', '9');
                version = end < 0 ? version : version[..end];
                return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            }
        }

        return 0;
    }
}
