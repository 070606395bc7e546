using System.Buffers.Text;
using System.Text;

namespace AlbEmulator.Http1;

/// <summary>
/// The head of a response: its status, its lines, and where its body ends. What may be read in two ways is read as RFC 9112
/// has it, but then the next response on the connection may be a part of this one: it is the last. What cannot be read is
/// an error. Used again for another response.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3"/>
/// </summary>
internal sealed class ResponseHead
{
    /// <summary>Bytes of a line that tells where a body ends.</summary>
    private const int LongestFraming = 256;

    /// <summary>Bytes of <c>HTTP/1.1 200</c>.</summary>
    private const int StatusEnd = 12;

    private const int SwitchingProtocols = 101;
    private const int NoContent = 204;
    private const int NotModified = 304;

    private byte[] _bytes = new byte[1024];
    private int _length;
    private HeadEnd _end;
    private int _reason;
    private int _reasonLength;
    private bool _hasLengths;
    private bool _isIdentity;

    /// <summary>Its header lines. With what is no value in a line replaced by blanks.</summary>
    public HeaderLines Lines { get; } = new();

    public int Status { get; private set; }

    public bool IsHttp10 { get; private set; }

    /// <summary>As it tells of its body; null where it tells nothing.</summary>
    public long? ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>Whether it tells of a coding of its body, be it none.</summary>
    public bool IsCoded => IsChunked || _isIdentity;

    /// <summary>Whether it, or one before it that answers the same request, may have another end.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>Whether another follows that answers the same request.</summary>
    public bool IsInterim => IsInterimStatus(Status);

    /// <summary>Whether it ends with its head, whatever was asked.</summary>
    public bool HasNoBody => Status is (>= 100 and < 200) or NoContent or NotModified;

    /// <summary>Whether it leaves the connection open.</summary>
    public bool KeepsAlive => !IsAmbiguous && (IsHttp10
        ? Lines.Has(HeaderName.Connection, "keep-alive"u8)
        : Lines.Find(HeaderName.Connection) < 0 || !Lines.Has(HeaderName.Connection, "close"u8));

    /// <summary>All of it, with the empty line at its end.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>What follows the status in its first line.</summary>
    public ReadOnlySpan<byte> Reason => _bytes.AsSpan(_reason, _reasonLength);

    private static ReadOnlySpan<byte> Http1 => "HTTP/1."u8;

    /// <summary>Writes its first line, as whoever passes it on says it.</summary>
    public void WriteStatus(WireBuffer output)
    {
        output.Write("HTTP/1.1 "u8);
        output.Write(Status);
        output.Write(" "u8);
        output.Write(Reason);
        output.Write("\r\n"u8);
    }

    /// <summary>Whether a head of HTTP/1 may begin in this way.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) => Http1.StartsWith(bytes[..Math.Min(bytes.Length, Http1.Length)]);

    /// <summary>Whether a response with that status is followed by another that answers the same request.</summary>
    public static bool IsInterimStatus(int status) => status is >= 100 and < 200 and not SwitchingProtocols;

    /// <summary>The status in a first line; null where it is none.</summary>
    /// <param name="line">Without its end, and perhaps with more behind it.</param>
    public static int? StatusIn(ReadOnlySpan<byte> line) =>
        line.Length >= StatusEnd && MayBegin(line) && char.IsAsciiDigit((char)line[7]) && line[8] == ' '
        && (line.Length == StatusEnd || line[StatusEnd] is (byte)' ' or (byte)'\r' or (byte)'\n')
        && Utf8Parser.TryParse(line[9..StatusEnd], out int status, out var digits) && digits == 3 && status >= 0
            ? status
            : null;

    /// <summary>Another request is answered.</summary>
    public void Begin()
    {
        IsAmbiguous = false;
        _end = default;
    }

    /// <summary>Bytes up to the end of the head; 0 where that has not come. Lines may end with a line feed alone.</summary>
    /// <param name="bytes">What came: at each call the same and perhaps more.</param>
    public int LengthIn(ReadOnlySpan<byte> bytes) => _end.LengthIn(bytes);

    /// <summary>Reads a head.</summary>
    /// <param name="head">All of it, which is copied.</param>
    /// <returns>What is wrong with it, in words behind "the answer"; null where nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> head)
    {
        if (_bytes.Length < head.Length)
        {
            _bytes = new byte[head.Length];
        }

        head.CopyTo(_bytes);
        (_length, _end) = (head.Length, default);
        (ContentLength, _hasLengths, IsChunked, _isIdentity) = (null, false, false, false);
        Lines.Begin(_bytes);
        var at = 0;
        var problem = ReadStatusLine(NextLine(ref at));
        var isWhole = true;
        while (problem is null && NextLine(ref at) is { Length: > 0 } line)
        {
            problem = ReadLine(line, at, ref isWhole);
        }

        var hasNoBody = HasNoBody;
        IsAmbiguous |= Status != SwitchingProtocols
            && (_hasLengths
                || _isIdentity
                || (IsChunked && (ContentLength is not null || IsHttp10 || hasNoBody))
                || (ContentLength > 0 && hasNoBody && Status != NotModified));
        return problem;
    }

    /// <summary>A line without its end.</summary>
    private Span<byte> NextLine(ref int at)
    {
        var line = _bytes.AsSpan(at.._length);
        var end = line.IndexOf((byte)'\n');
        at += end + 1;
        line = line[..end];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private string? ReadStatusLine(Span<byte> line)
    {
        IsAmbiguous |= line.Contains((byte)'\r');
        line.Replace((byte)'\r', (byte)' ');
        line.Replace((byte)'\0', (byte)' ');
        if (StatusIn(line) is not { } status)
        {
            return "cannot be read: its first line has no status";
        }

        if (status < 100)
        {
            return "has a status code below 100";
        }

        (Status, IsHttp10) = (status, line[7] == (byte)'0');
        _reason = Math.Min(StatusEnd + 1, line.Length);
        _reasonLength = line.Length - _reason;
        return null;
    }

    /// <param name="line">Without its end.</param>
    /// <param name="end">Where the next begins.</param>
    /// <param name="isWhole">
    /// Whether a folded line may not go on with the line before: that tells where the body ends, or may be read otherwise.
    /// </param>
    private string? ReadLine(Span<byte> line, int end, ref bool isWhole)
    {
        // To some the end of a line, to others a blank.
        IsAmbiguous |= line.Contains((byte)'\r');
        var start = end - 1 - line.Length - (_bytes[end - 2] == '\r' ? 1 : 0);
        if (HeadBytes.IsWhitespace(line[0]))
        {
            return isWhole ? "has a folded line in a place where it may tell where the body ends" : Continue(line, start);
        }

        var colon = line.IndexOf((byte)':');
        var name = (colon < 0 ? line : line[..colon]).TrimEnd((byte)' ');
        if (colon < 0 || !HeadBytes.IsToken(name))
        {
            return "cannot be read: it has a line that is no header";
        }

        isWhole = line.Contains((byte)'\r');
        line[colon..].Replace((byte)'\r', (byte)' ');
        line[colon..].Replace((byte)'\0', (byte)' ');
        var value = line[(colon + 1)..].TrimStart(HeadBytes.Whitespace);
        var valueAt = start + line.Length - value.Length;
        value = value.TrimEnd(HeadBytes.Whitespace);
        Lines.Add(start, name.Length, valueAt, value.Length);
        var known = Lines[Lines.Count - 1].Known;
        if (known is not (HeaderName.ContentLength or HeaderName.TransferEncoding))
        {
            return null;
        }

        isWhole = true;
        return line.Length > LongestFraming ? "has a very long line that tells where the body ends"
            : known == HeaderName.ContentLength ? ReadLength(value)
            : ReadCodings(value);
    }

    private string? Continue(Span<byte> line, int start)
    {
        line.Replace((byte)'\r', (byte)' ');
        line.Replace((byte)'\0', (byte)' ');
        var rest = line.TrimStart(HeadBytes.Whitespace);
        if (!rest.IsEmpty)
        {
            Lines.Continue(start + line.Length - rest.Length, rest.TrimEnd(HeadBytes.Whitespace).Length);
        }

        return null;
    }

    private string? ReadLength(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(value, out long length, out _))
        {
            return "has a Content-Length that is no number of bytes";
        }

        if (ContentLength is { } other && other != length)
        {
            return "has two lengths";
        }

        _hasLengths = ContentLength is not null;
        ContentLength = length;
        return null;
    }

    private string? ReadCodings(ReadOnlySpan<byte> value)
    {
        foreach (var part in value.Split((byte)','))
        {
            var coding = value[part].Trim(HeadBytes.Whitespace);
            var isChunked = Ascii.EqualsIgnoreCase(coding, "chunked"u8);
            if (!isChunked && !Ascii.EqualsIgnoreCase(coding, "identity"u8))
            {
                return "has a Transfer-Encoding that no client asked for";
            }

            if (IsChunked || (isChunked && _isIdentity))
            {
                return "has more than one Transfer-Encoding";
            }

            IsChunked |= isChunked;
            _isIdentity |= !isChunked;
        }

        return null;
    }
}
