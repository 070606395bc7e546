using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>The options of a Connection header (RFC 9110, 7.6.1).</summary>
internal static class ConnectionHeader
{
    /// <summary>Whether the option is among those named, in any case.</summary>
    public static bool Has(in StringValues values, ReadOnlySpan<char> option)
    {
        foreach (var value in values)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan()[part].Trim().Equals(option, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
