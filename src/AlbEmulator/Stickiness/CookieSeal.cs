using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Seals what one kind of cookie says, so that the client can carry it but neither read nor make it.
/// </summary>
internal sealed class CookieSeal(CookieKeys keys, string purpose)
{
    private readonly Lazy<IDataProtector> _seal = new(() => keys.For(purpose));

    /// <summary>The sealed bytes; each time others.</summary>
    public byte[] Seal(byte[] bytes) => _seal.Value.Protect(bytes);

    /// <summary>What a value in base64 holds; null when it is none of ours.</summary>
    public byte[]? Open(ReadOnlySpan<char> value)
    {
        var bytes = new byte[value.Length / 4 * 3];
        // .NET passes over blanks.
        if (value.ContainsAny(' ', '\t') || !Convert.TryFromBase64Chars(value, bytes, out var length))
        {
            return null;
        }

        try
        {
            return _seal.Value.Unprotect(bytes[..length]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
