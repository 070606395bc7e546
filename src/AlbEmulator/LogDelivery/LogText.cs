using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// Text as it may stand in a line: printable ASCII as it is, every other byte, quotes and backslashes as <c>\xHH</c>.
/// AWS does not say how it escapes; real lines look like nginx's, whose hex digits are upper case.
/// </summary>
internal static class LogText
{
    /// <summary>Room that one character can take.</summary>
    public const int MaxBytesPerCharacter = 4;

    /// <summary>The first character that stands for itself between quotes.</summary>
    public const byte Space = 0x20;

    /// <summary>The first character that stands for itself where a space would end the field.</summary>
    public const byte AfterSpace = 0x21;

    private const byte LastPrintable = 0x7E;

    /// <summary>Writes <paramref name="text"/> and returns how many bytes it took.</summary>
    /// <param name="text">One byte of the wire in each character.</param>
    /// <param name="first"><see cref="Space"/> or <see cref="AfterSpace"/>; what is below is escaped.</param>
    /// <param name="output">Room for <see cref="MaxBytesPerCharacter"/> bytes a character.</param>
    public static int Write(ReadOnlySpan<char> text, byte first, Span<byte> output)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        if (units.Length >= Vector128<byte>.Count)
        {
            return WriteLong(units, first, output);
        }

        if (units.Length >= Vector128<ushort>.Count)
        {
            var last = units.Length - Vector128<ushort>.Count;
            return CopyEight(units, first, output) && CopyEight(units[last..], first, output[last..])
                ? units.Length
                : Escape(units, 0, first, output);
        }

        return Escape(units, 0, first, output);
    }

    /// <summary>Sixteen characters a step; the last step overlaps the one before so that no remainder is left.</summary>
    private static int WriteLong(ReadOnlySpan<ushort> units, byte first, Span<byte> output)
    {
        var last = units.Length - Vector128<byte>.Count;
        for (var at = 0; at < last; at += Vector128<byte>.Count)
        {
            if (!CopySixteen(units[at..], first, output[at..]))
            {
                return Escape(units, at, first, output);
            }
        }

        return CopySixteen(units[last..], first, output[last..])
            ? units.Length
            : Escape(units, last, first, output);
    }

    private static bool CopySixteen(ReadOnlySpan<ushort> units, byte first, Span<byte> output)
    {
        var bytes = Vector128.NarrowWithSaturation(
            Vector128.Create(units),
            Vector128.Create(units[Vector128<ushort>.Count..]));
        bytes.CopyTo(output);
        return ArePlain(bytes, first);
    }

    private static bool CopyEight(ReadOnlySpan<ushort> units, byte first, Span<byte> output)
    {
        var half = Vector128.Create(units);
        var bytes = Vector128.NarrowWithSaturation(half, half);
        bytes.GetLower().CopyTo(output);
        return ArePlain(bytes, first);
    }

    private static bool ArePlain(Vector128<byte> bytes, byte first)
    {
        var special =
            Vector128.GreaterThan(bytes - Vector128.Create(first), Vector128.Create((byte)(LastPrintable - first)))
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));
        return special == Vector128<byte>.Zero;
    }

    /// <summary>One character a step, from <paramref name="at"/> on; what is before has been written byte for byte.</summary>
    private static int Escape(ReadOnlySpan<ushort> units, int at, byte first, Span<byte> output)
    {
        var length = at;
        foreach (var unit in units[at..])
        {
            if (unit >= first && unit <= LastPrintable && unit != '"' && unit != '\\')
            {
                output[length++] = (byte)unit;
                continue;
            }

            // No byte of the wire is above 0xFF; should one come all the same, the line stays whole.
            var value = unit <= byte.MaxValue ? unit : '?';
            output[length++] = (byte)'\\';
            output[length++] = (byte)'x';
            output[length++] = HexDigit(value >> 4);
            output[length++] = HexDigit(value & 0xF);
        }

        return length;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
