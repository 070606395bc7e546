using System.Buffers;
using System.Text;

namespace AlbEmulator.Listeners;

/// <summary>
/// Request lines whose target holds bytes above 127. RFC 9112 has none, an ALB passes them on as they are, and
/// Kestrel's parser refuses them: it is given the percent-encoded form, and what came is kept beside it.
/// </summary>
internal static class RequestLine
{
    /// <summary>Longest line that is looked at; the parser refuses longer ones by itself.</summary>
    private const int MaxLength = 16 * 1024;

    /// <summary>True when the buffer begins with a whole request line that has to be escaped for the parser.</summary>
    public static bool TryEscape(in ReadOnlySequence<byte> buffer, out EscapedRequestLine line)
    {
        var first = buffer.FirstSpan;
        var end = first.IndexOf((byte)'\n');
        if (end >= 0)
        {
            first = first[..(end + 1)];
            if (Ascii.IsValid(first))
            {
                line = default;
                return false;
            }

            return TryEscape(first, out line);
        }

        return TryEscapeSegments(buffer, out line);
    }

    private static bool TryEscapeSegments(in ReadOnlySequence<byte> buffer, out EscapedRequestLine line)
    {
        line = default;
        var head = buffer.Slice(0, Math.Min(buffer.Length, MaxLength));
        return head.PositionOf((byte)'\n') is { } end
            && TryEscape(head.Slice(0, head.GetPosition(1, end)).ToArray(), out line);
    }

    private static bool TryEscape(ReadOnlySpan<byte> bytes, out EscapedRequestLine line)
    {
        line = default;
        var start = bytes.IndexOf((byte)' ') + 1;
        var end = bytes.LastIndexOf((byte)' ');
        if (Ascii.IsValid(bytes) || start == 0 || end <= start
            || !Ascii.IsValid(bytes[..start]) || !Ascii.IsValid(bytes[end..]))
        {
            return false;
        }

        var target = bytes[start..end];
        var escaped = new ArrayBufferWriter<byte>(bytes.Length * 2);
        escaped.Write(bytes[..start]);
        foreach (var value in target)
        {
            if (value < 0x80)
            {
                escaped.Write([value]);
            }
            else
            {
                escaped.Write([(byte)'%', (byte)Hex(value >> 4), (byte)Hex(value & 15)]);
            }
        }

        escaped.Write(bytes[end..]);
        line = new EscapedRequestLine(bytes.Length, Encoding.Latin1.GetString(target), escaped.WrittenSpan.ToArray());
        return true;
    }

    private static char Hex(int digit) => "0123456789ABCDEF"[digit];
}

/// <param name="Length">Bytes of the line as it came, with its end.</param>
/// <param name="Target">The target as it came; Latin-1.</param>
/// <param name="Bytes">The line for the parser.</param>
internal readonly record struct EscapedRequestLine(int Length, string Target, byte[] Bytes);
