using System.Buffers;
using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Http1;

/// <summary>Which bytes may stand where in a message of HTTP/1.</summary>
internal static class HeadBytes
{
    /// <summary>A token: a method, the name of a header.</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create(Encoding.ASCII.GetBytes(HttpToken.Characters));

    /// <summary>What no value of a header holds: control characters other than a tab.</summary>
    public static readonly SearchValues<byte> NotInValue = SearchValues.Create(Controls('\t'));

    /// <summary>What no name of a header holds that goes on, and no URI: blanks, control characters.</summary>
    public static readonly SearchValues<byte> NotInName = SearchValues.Create([.. Controls(' '), (byte)' ']);

    /// <summary>What nothing in a head can hold.</summary>
    public static readonly SearchValues<byte> Bad = SearchValues.Create("\0\r\n"u8);

    /// <summary>Blanks that may stand around a value.</summary>
    public static ReadOnlySpan<byte> Whitespace => " \t"u8;

    /// <summary>Whether it is a method or the name of a header.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static bool IsWhitespace(byte value) => value is (byte)' ' or (byte)'\t';

    private static byte[] Controls(char except) =>
        [.. Enumerable.Range(0, 0x20).Append(0x7f).Where(value => value != except).Select(value => (byte)value)];
}
