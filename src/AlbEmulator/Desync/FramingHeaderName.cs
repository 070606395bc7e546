using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Desync;

/// <summary>
/// Whether a header is Content-Length or Transfer-Encoding, or could be taken for one: other marks between the same
/// letters, and letters that become them in upper case.
/// </summary>
internal static class FramingHeaderName
{
    private const int Shortest = 13;

    public static HeaderName Named(ReadOnlySpan<byte> name) => name.Length switch
    {
        14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8) => HeaderName.ContentLength,
        17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) => HeaderName.TransferEncoding,
        _ => HeaderName.Other,
    };

    /// <summary>The header that it is, or is like.</summary>
    public static HeaderName Like(ReadOnlySpan<byte> name)
    {
        if (name.Length < Shortest)
        {
            return HeaderName.Other;
        }

        return IsLike(name, "contentlength"u8) ? HeaderName.ContentLength
            : IsLike(name, "transferencoding"u8) ? HeaderName.TransferEncoding
            : HeaderName.Other;
    }

    private static bool IsLike(ReadOnlySpan<byte> name, ReadOnlySpan<byte> letters)
    {
        var at = 0;
        foreach (var letter in letters)
        {
            at = AfterMarks(name, at);
            if (at == name.Length)
            {
                return false;
            }

            if ((name[at] | 0x20) == letter)
            {
                at++;
            }
            else if (IsDoubleOf(letter, name[at..]))
            {
                at += 2;
            }
            else
            {
                return false;
            }
        }

        // Some take what follows a blank for no part of the name.
        return at == name.Length || HeadBytes.IsWhitespace(name[at]) || AfterMarks(name, at) == name.Length;
    }

    private static int AfterMarks(ReadOnlySpan<byte> name, int at)
    {
        while (at < name.Length && !char.IsAsciiLetterOrDigit((char)name[at]) && !IsDouble(name[at..]))
        {
            at++;
        }

        return at;
    }

    private static bool IsDouble(ReadOnlySpan<byte> text) => IsDoubleOf((byte)'s', text) || IsDoubleOf((byte)'i', text);

    /// <summary>The long s and the i without a dot, in UTF-8: in upper case they are S and I.</summary>
    private static bool IsDoubleOf(byte letter, ReadOnlySpan<byte> text) => letter switch
    {
        (byte)'s' => text.StartsWith((ReadOnlySpan<byte>)[0xc5, 0xbf]),
        (byte)'i' => text.StartsWith((ReadOnlySpan<byte>)[0xc4, 0xb1]),
        _ => false,
    };
}
