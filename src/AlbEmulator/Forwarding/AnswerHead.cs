using System.Buffers.Text;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Reads in the head of an HTTP/1 answer where its body ends, since the HTTP client takes whatever it understands. What
/// may be read in two ways is read as RFC 9112 has it, but then the next answer on the connection may be a part of this
/// one: the connection is not to be used again. What cannot be read is an error.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3"/>
/// </summary>
internal sealed class AnswerHead
{
    /// <summary>Bytes of a line that tells where a body ends.</summary>
    private const int Longest = 256;

    /// <summary>Bytes of <c>HTTP/1.1 200</c>.</summary>
    private const int StatusEnd = 12;

    private const int NoContent = 204;
    private const int NotModified = 304;
    private const int SwitchingProtocols = 101;

    private static ReadOnlySpan<byte> Http1 => "HTTP/1."u8;

    private Part _expected;
    private int _status;
    private bool _isHttp10;
    private long? _length;
    private bool _hasLengths;
    private bool _isChunked;
    private bool _isIdentity;

    /// <summary>
    /// Whether a folded line may not go on with the line before: it tells where the body ends, or the HTTP client may be
    /// told something behind it.
    /// </summary>
    private bool _isWhole;

    /// <summary>The begin of a line whose end has not come; no more of it than makes it too long.</summary>
    private byte[]? _kept;

    private int _keptLength;

    private enum Part
    {
        /// <summary>No head: a body, or nothing at all.</summary>
        None,

        StatusLine,
        Headers,
    }

    /// <summary>Whether the HTTP client still has to be told that this answer is the connection's last.</summary>
    public bool IsLast { get; set; }

    /// <summary>Whether the target switched protocols: from then on bytes are only bytes.</summary>
    public bool IsUpgraded { get; private set; }

    private bool IsInterim => _status is >= 100 and < 200 and not SwitchingProtocols;

    /// <summary>A request was sent: an answer is what comes next.</summary>
    public void Begin()
    {
        _expected = Part.StatusLine;
        _keptLength = 0;
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="hasRoom">Whether the HTTP client can be told anything besides.</param>
    /// <returns>Where between the lines the HTTP client can be told that the answer is the last; -1 for nowhere.</returns>
    /// <exception cref="MalformedAnswerException">Where the body ends cannot be told.</exception>
    public int Read(ReadOnlySpan<byte> bytes, bool hasRoom)
    {
        var told = -1;
        for (var at = 0; _expected != Part.None;)
        {
            var rest = bytes[at..];
            if (rest.IndexOf((byte)'\n') is not (var length and >= 0))
            {
                Keep(rest);
                break;
            }

            ReadLine(Line(rest[..length]));
            at += length + 1;
            if (IsLast && _expected == Part.Headers && !IsInterim && hasRoom)
            {
                IsLast = false;
                told = at;
            }
        }

        return told;
    }

    /// <summary>A line without its end, and with what was kept of it.</summary>
    private ReadOnlySpan<byte> Line(ReadOnlySpan<byte> end)
    {
        if (_keptLength > 0)
        {
            Keep(end);
            end = _kept.AsSpan(0, _keptLength);
            _keptLength = 0;
        }

        return end is [.., (byte)'\r'] ? end[..^1] : end;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _kept ??= new byte[Longest + 1];
        var part = bytes[..Math.Min(bytes.Length, _kept.Length - _keptLength)];
        part.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += part.Length;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        // To some the end of a line, to the HTTP client a blank.
        IsLast |= line.Contains((byte)'\r');
        if (_expected == Part.StatusLine)
        {
            ReadStatusLine(line);
        }
        else if (line.IsEmpty)
        {
            EndHead();
        }
        else if (line[0] is (byte)' ' or (byte)'\t')
        {
            if (_isWhole)
            {
                throw Malformed("a folded line in a place where it may tell where the body ends");
            }
        }
        else
        {
            var colon = line.IndexOf((byte)':');
            var name = (colon < 0 ? line : line[..colon]).TrimEnd(" \t"u8);
            var isLength = System.Text.Ascii.EqualsIgnoreCase(name, "Content-Length"u8);
            _isWhole = isLength || System.Text.Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8);
            if (_isWhole && line.Length > Longest)
            {
                throw Malformed("a very long line that tells where the body ends");
            }

            if (_isWhole && colon >= 0)
            {
                ReadFraming(isLength, line[(colon + 1)..].Trim(" \t"u8));
            }

            _isWhole |= line.Contains((byte)'\r');
        }
    }

    /// <summary>The target has closed the connection.</summary>
    /// <exception cref="NotHttpException">What it said before is no answer of HTTP/1.</exception>
    public void End()
    {
        var begin = _expected == Part.StatusLine ? _kept.AsSpan(0, _keptLength) : [];
        if (!begin[..Math.Min(begin.Length, Http1.Length)].SequenceEqual(Http1[..Math.Min(begin.Length, Http1.Length)]))
        {
            throw new NotHttpException(begin);
        }
    }

    private void ReadStatusLine(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(Http1))
        {
            throw new NotHttpException(line);
        }

        // What else is no status line, the HTTP client refuses.
        var isOne = line.Length >= StatusEnd && Utf8Parser.TryParse(line[9..StatusEnd], out _status, out var digits) && digits == 3;
        if (isOne && _status < 100)
        {
            throw Malformed("a status code below 100");
        }

        _expected = isOne ? Part.Headers : Part.None;
        _isHttp10 = isOne && line[7] == (byte)'0';
        (_length, _hasLengths, _isChunked, _isIdentity, _isWhole) = (null, false, false, false, true);
    }

    private void ReadFraming(bool isLength, ReadOnlySpan<byte> value)
    {
        if (isLength)
        {
            ReadLength(value);
        }
        else
        {
            ReadCodings(value);
        }

        var isCoded = _isChunked || _isIdentity;
        var hasNoBody = IsInterim || _status is NoContent or NotModified;
        IsLast |= _status != SwitchingProtocols
            && (_hasLengths
                || _isIdentity
                || (isCoded && (_length is not null || _isHttp10 || hasNoBody))
                || (_length > 0 && hasNoBody && _status != NotModified));
    }

    private void ReadLength(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(value, out long length, out _))
        {
            throw Malformed("a Content-Length that is no number of bytes");
        }

        if (_length is { } other && other != length)
        {
            throw Malformed("two lengths");
        }

        _hasLengths = _length is not null;
        _length = length;
    }

    private void ReadCodings(ReadOnlySpan<byte> value)
    {
        foreach (var part in value.Split((byte)','))
        {
            var coding = value[part].Trim(" \t"u8);
            var isChunked = System.Text.Ascii.EqualsIgnoreCase(coding, "chunked"u8);
            if (!isChunked && !System.Text.Ascii.EqualsIgnoreCase(coding, "identity"u8))
            {
                throw Malformed("a Transfer-Encoding that no client asked for");
            }

            if (_isChunked || (isChunked && _isIdentity))
            {
                throw Malformed("more than one Transfer-Encoding");
            }

            _isChunked |= isChunked;
            _isIdentity |= !isChunked;
        }
    }

    private void EndHead()
    {
        if (IsInterim)
        {
            _expected = Part.StatusLine;
            return;
        }

        _expected = Part.None;
        IsUpgraded = _status == SwitchingProtocols;
        if (IsLast && !IsUpgraded)
        {
            throw new IOException("The target answered in pieces too small to say that its connection is to be closed.");
        }
    }

    private static MalformedAnswerException Malformed(string what) => new($"has {what}");
}

/// <summary>Where a target's answer ends cannot be told.</summary>
/// <param name="what">What is wrong, behind the words "the target's answer".</param>
internal sealed class MalformedAnswerException(string what) : IOException($"The target's answer {what}.")
{
    public string What => what;
}

/// <summary>What a target said to a request is nothing of HTTP/1.</summary>
internal sealed class NotHttpException(ReadOnlySpan<byte> first) : IOException("The target does not speak HTTP/1.")
{
    private readonly byte[] _first = first.ToArray();

    /// <summary>The begin of what it said.</summary>
    public ReadOnlySpan<byte> First => _first;
}
