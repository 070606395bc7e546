using System.Buffers;
using System.Buffers.Text;

namespace AlbEmulator.Http1;

/// <summary>
/// Reads the frame of a chunked body, strictly: sizes that are hexadecimal and end with CRLF, extensions that are read over,
/// a trailer section of header lines.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1"/>
/// </summary>
internal struct ChunkReader
{
    /// <summary>Bytes of one line of the frame: more is nobody's.</summary>
    public const int LongestLine = 4 * 1024;

    /// <summary>Bytes of the trailer section.</summary>
    public const int LongestTrailers = 16 * 1024;

    /// <summary>Digits of a size that fits into 63 bits.</summary>
    private const int MostDigits = 15;

    private Part _part;
    private int _trailers;

    private enum Part : byte
    {
        Size,
        Data,
        DataEnd,
        Trailers,
        Ended,
    }

    /// <summary>Bytes of data that follow before the next of the frame.</summary>
    public long DataLeft { get; private set; }

    /// <summary>Whether the last byte of the body was taken.</summary>
    public readonly bool HasEnded => _part == Part.Ended;

    /// <summary>Takes note of data that was taken.</summary>
    public void TookData(long bytes)
    {
        DataLeft -= bytes;
        _part = DataLeft == 0 ? Part.DataEnd : Part.Data;
    }

    /// <summary>Reads the frame up to data, to the end, or to where more bytes are needed.</summary>
    /// <param name="bytes">What came: where nothing is taken of them, more is needed.</param>
    /// <param name="trailers">Gets the lines of the trailer section, each with its end; null for nobody.</param>
    /// <param name="taken">Bytes that were read.</param>
    /// <returns>What is wrong with it, in words behind "the chunked body has"; null where nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> bytes, IBufferWriter<byte>? trailers, out int taken)
    {
        taken = 0;
        while (_part is not (Part.Data or Part.Ended))
        {
            if (_part == Part.DataEnd)
            {
                var end = bytes[taken..];
                if (!"\r\n"u8.StartsWith(end[..Math.Min(2, end.Length)]))
                {
                    return "no line end behind a chunk";
                }

                if (end.Length < 2)
                {
                    return null;
                }

                taken += 2;
                _part = Part.Size;
                continue;
            }

            var rest = bytes[taken..];
            var length = rest.IndexOf((byte)'\n');
            if (length > LongestLine || (length < 0 && rest.Length > LongestLine))
            {
                return "a line that is too long";
            }

            if (length < 0)
            {
                return null;
            }

            if (length == 0 || rest[length - 1] != '\r')
            {
                return "a line that ends with a line feed alone";
            }

            if (ReadLine(rest[..(length - 1)], trailers) is { } problem)
            {
                return problem;
            }

            taken += length + 1;
        }

        return null;
    }

    private string? ReadLine(ReadOnlySpan<byte> line, IBufferWriter<byte>? trailers)
    {
        if (_part == Part.Size)
        {
            return ReadSize(line);
        }

        if (line.IsEmpty)
        {
            _part = Part.Ended;
            return null;
        }

        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !HeadBytes.IsToken(line[..colon]) || line.ContainsAny(HeadBytes.NotInValue))
        {
            return "a trailer that is no header";
        }

        _trailers += line.Length;
        if (_trailers > LongestTrailers)
        {
            return "trailers that are too long";
        }

        if (trailers is not null && MayTrail(KnownHeaders.Of(line[..colon])))
        {
            trailers.Write(line);
            trailers.Write("\r\n"u8);
        }

        return null;
    }

    private string? ReadSize(ReadOnlySpan<byte> line)
    {
        var isSize = Utf8Parser.TryParse(line, out long size, out var digits, 'x');
        var extension = line[digits..].TrimStart(HeadBytes.Whitespace);
        if (!isSize || digits > MostDigits || (!extension.IsEmpty && extension[0] != ';') || extension.ContainsAny(HeadBytes.NotInValue))
        {
            return "a chunk size that is none";
        }

        DataLeft = size;
        _part = size == 0 ? Part.Trailers : Part.Data;
        return null;
    }

    /// <summary>What says where a message ends, or is for the connection alone, stands before a body.</summary>
    public static bool MayTrail(HeaderName name) => name is not (
        HeaderName.ContentLength or HeaderName.TransferEncoding or HeaderName.Host or HeaderName.Connection or HeaderName.Trailer
        or HeaderName.KeepAlive or HeaderName.Te or HeaderName.Upgrade or HeaderName.XForwardedFor or HeaderName.XForwardedPort
        or HeaderName.XForwardedProto or HeaderName.XAmznTraceId);
}
