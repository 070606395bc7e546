using System.Buffers;
using System.Text;

namespace AlbEmulator.Listeners;

/// <summary>
/// Request lines whose target holds bytes above 127. RFC 9112 has none, an ALB passes them on as they are, and
/// Kestrel's parser refuses them: it is given a placeholder for each, and what came is kept beside it.
/// </summary>
internal static class RequestLine
{
    /// <summary>Longest line that is looked at; the parser refuses longer ones by itself.</summary>
    private const int MaxLength = 16 * 1024;

    private const byte Placeholder = (byte)'_';

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
        var escaped = bytes.ToArray();
        foreach (ref var value in escaped.AsSpan())
        {
            value = value < 0x80 ? value : Placeholder;
        }

        line = new EscapedRequestLine(bytes.Length, Encoding.Latin1.GetString(target), escaped);
        return true;
    }
}

/// <param name="Length">Bytes of the line as it came, with its end.</param>
/// <param name="Target">The target as it came; Latin-1.</param>
/// <param name="Bytes">The line for the parser.</param>
internal readonly record struct EscapedRequestLine(int Length, string Target, byte[] Bytes);
