using System.Buffers;
using System.Globalization;
using System.Text;

using AlbEmulator.Http1;

namespace AlbEmulator.Desync;

/// <summary>
/// A head in the words of RFC 7230, which every parser reads in one way: one line for where the request ends, no header
/// that has no name, no line that goes on with another, no bytes in the target that are none of a target's, and no host in
/// it, in whose favour the parser would forget the Host header.
/// </summary>
internal static class HeadRewriter
{
    private const byte Placeholder = (byte)'_';

    /// <summary>A line that the parser refuses for sure.</summary>
    private static ReadOnlySpan<byte> NoRequestLine => "\0\r\n\r\n"u8;

    /// <summary>The head of a request that is passed on.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> bytes, in RequestHead head)
    {
        var output = new ArrayBufferWriter<byte>(bytes.Length + 16);
        var rest = WriteLine(bytes, head, output);
        var hasLength = head.EndsByChunks;
        var (isContentType, isOpen) = (false, false);
        while (NextLine(ref rest) is { IsEmpty: false } line)
        {
            if (HeadBytes.IsWhitespace(line[0]))
            {
                if (isContentType && line.Trim(HeadBytes.Whitespace) is { IsEmpty: false } more)
                {
                    output.Write(" "u8);
                    output.Write(more);
                }

                continue;
            }

            EndLine(output, ref isOpen);
            var name = line[..line.IndexOf((byte)':')];
            isContentType = Ascii.EqualsIgnoreCase(name, "Content-Type"u8);
            if (IsWritten(name, ref hasLength))
            {
                WriteHeader(name, line[(name.Length + 1)..], output);
                isOpen = true;
            }
        }

        EndLine(output, ref isOpen);
        output.Write(head.EndsByChunks ? "Transfer-Encoding: chunked\r\n\r\n"u8 : "\r\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The head of a request that is refused: one that the parser refuses too, with no more of it than the log tells.
    /// </summary>
    public static byte[] Refuse(ReadOnlySpan<byte> bytes, in RequestHead head)
    {
        if (!head.Line.IsReadable)
        {
            return NoRequestLine.ToArray();
        }

        var output = new ArrayBufferWriter<byte>();
        var rest = WriteLine(bytes, head, output);
        bool hasHost = false, hasUserAgent = false;
        while (NextLine(ref rest) is { IsEmpty: false } line)
        {
            var name = line[..Math.Max(line.IndexOf((byte)':'), 0)];
            if ((Ascii.EqualsIgnoreCase(name, "Host"u8) && Once(ref hasHost))
                || (Ascii.EqualsIgnoreCase(name, "User-Agent"u8) && Once(ref hasUserAgent)))
            {
                var value = line[(name.Length + 1)..];
                if (!value.ContainsAny(HeadBytes.Bad))
                {
                    WriteHeader(name, value, output);
                    output.Write("\r\n"u8);
                }
            }
        }

        output.Write(":\r\n\r\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The target as rules and targets see it, Latin-1: as the client sent it, but with what would end it or hide in it
    /// escaped.
    /// </summary>
    public static string Target(ReadOnlySpan<byte> target)
    {
        var output = new ArrayBufferWriter<byte>(target.Length + 16);
        WriteTarget(target, output, isForParser: false);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    /// <summary>Writes the request line; gives what follows it.</summary>
    private static ReadOnlySpan<byte> WriteLine(ReadOnlySpan<byte> bytes, in RequestHead head, ArrayBufferWriter<byte> output)
    {
        output.Write(bytes[head.Line.MethodAt]);
        output.Write(" "u8);
        WriteTarget(bytes[head.Line.PathAt], output, isForParser: true);
        output.Write(head.Line.IsHttp10 ? " HTTP/1.0\r\n"u8 : " HTTP/1.1\r\n"u8);
        var rest = bytes[..(head.Length == 0 ? bytes.Length : head.Length)];
        NextLine(ref rest);
        return rest;
    }

    private static void WriteTarget(ReadOnlySpan<byte> target, ArrayBufferWriter<byte> output, bool isForParser)
    {
        if (target.IsEmpty || target[0] is (byte)'?' or (byte)'#')
        {
            // Behind a host.
            output.Write("/"u8);
        }

        foreach (var value in target)
        {
            if (value is <= 0x20 or 0x7f)
            {
                output.Write("%"u8);
                value.TryFormat(output.GetSpan(2), out var written, "X2", CultureInfo.InvariantCulture);
                output.Advance(written);
            }
            else
            {
                output.Write([value > 0x7f && isForParser ? Placeholder : value]);
            }
        }
    }

    /// <summary>Whether a header is passed on: what has no name is not, nor what says again where the request ends.</summary>
    private static bool IsWritten(ReadOnlySpan<byte> name, ref bool hasLength) =>
        FramingHeaderName.Named(name) switch
        {
            FramingHeader.ContentLength => Once(ref hasLength),
            FramingHeader.TransferEncoding => false,
            _ => HeadBytes.IsToken(name),
        };

    private static bool Once(ref bool isDone) => !isDone && (isDone = true);

    private static void WriteHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ArrayBufferWriter<byte> output)
    {
        output.Write(name);
        output.Write(": "u8);
        output.Write(value.Trim(HeadBytes.Whitespace));
    }

    private static void EndLine(ArrayBufferWriter<byte> output, ref bool isOpen)
    {
        if (isOpen)
        {
            output.Write("\r\n"u8);
            isOpen = false;
        }
    }

    /// <summary>The next line without its end; empty at the end.</summary>
    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
