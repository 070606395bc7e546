using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>A client's Cookie header (RFC 6265, 4.2).</summary>
internal static class CookieHeader
{
    /// <summary>The value of the first cookie of that name, in the client's own characters.</summary>
    public static bool TryFind(scoped in StringValues header, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        foreach (var line in header)
        {
            foreach (var part in line.AsSpan().Split(';'))
            {
                var cookie = line.AsSpan()[part].Trim();
                if (IsNamed(cookie, name))
                {
                    value = cookie[(name.Length + 1)..];
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>Whether a cookie, without blanks before it, has that name.</summary>
    public static bool IsNamed(ReadOnlySpan<char> cookie, ReadOnlySpan<char> name) =>
        cookie.Length > name.Length && cookie[name.Length] == '=' && cookie.StartsWith(name);
}
