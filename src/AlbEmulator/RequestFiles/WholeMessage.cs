using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.RequestFiles;

/// <summary>
/// A whole message as somebody writes it into a file. One that has a carriage return is sent exactly as it stands there; of others the lines
/// of the head get theirs, and the head its end.
/// </summary>
internal static class WholeMessage
{
    public static byte[] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Contains((byte)'\r'))
        {
            return bytes;
        }

        var length = default(HeadEnd).LengthIn(bytes);
        var head = (length == 0 ? text : Encoding.UTF8.GetString(bytes, 0, length)).TrimEnd('\n');
        return
        [
            .. Encoding.UTF8.GetBytes(head.Replace("\n", "\r\n", StringComparison.Ordinal)),
            .. "\r\n\r\n"u8,
            .. length == 0 ? [] : bytes[length..],
        ];
    }

    /// <summary>Its method, by which it is known whether an answer has a body; empty where it has none.</summary>
    public static string MethodOf(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOfAny(" \r\n"u8);
        return end < 0 ? "" : Encoding.Latin1.GetString(message[..end]);
    }
}
