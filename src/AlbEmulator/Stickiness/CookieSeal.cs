using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Seals what one kind of cookie says, so that the client can carry it but neither read nor make it. What the last values
/// say is remembered: clients return the same ones with many requests, and to compare one costs less than to open it.
/// </summary>
internal sealed class CookieSeal(CookieKeys keys, string purpose)
{
    /// <summary>Values that are remembered, each in the place of the one before it that belonged there.</summary>
    private const int Places = 1024;

    /// <summary>Characters; longer values are opened each time.</summary>
    private const int Longest = 256;

    /// <summary>Made when something is to be remembered: there may be many seals of which few are used.</summary>
    private readonly Lazy<Opened?[]> _opened = new(() => new Opened?[Places]);
    private readonly Lazy<IDataProtector> _seal = new(() => keys.For(purpose));

    /// <summary>The sealed bytes in base64; each time others.</summary>
    public string Seal(byte[] bytes)
    {
        var value = Convert.ToBase64String(_seal.Value.Protect(bytes));
        Remember(value, bytes);
        return value;
    }

    /// <summary>What a value in base64 holds, not to be written to; null when it is none of ours.</summary>
    public byte[]? Open(ReadOnlySpan<char> value)
    {
        if (Volatile.Read(ref PlaceOf(value)) is { } opened && value.SequenceEqual(opened.Value))
        {
            return opened.Bytes;
        }

        var bytes = new byte[value.Length / 4 * 3];
        // .NET passes over blanks.
        if (value.ContainsAny(' ', '\t') || !Convert.TryFromBase64Chars(value, bytes, out var length))
        {
            return null;
        }

        try
        {
            bytes = _seal.Value.Unprotect(bytes[..length]);
        }
        catch (CryptographicException)
        {
            return null;
        }

        Remember(value.ToString(), bytes);
        return bytes;
    }

    private void Remember(string value, byte[] bytes)
    {
        if (value.Length <= Longest)
        {
            Volatile.Write(ref PlaceOf(value), new Opened(value, bytes));
        }
    }

    /// <summary>The end of a value, before what may be padding, is part of its tag and as good as chance.</summary>
    private ref Opened? PlaceOf(ReadOnlySpan<char> value) =>
        ref _opened.Value[value.Length < 16 ? 0 : (uint)string.GetHashCode(value[^12..^4]) % Places];

    private sealed record Opened(string Value, byte[] Bytes);
}
