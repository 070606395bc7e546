using AlbEmulator.Http1;

namespace AlbEmulator.Desync;

/// <summary>
/// Reads the head of an HTTP/1 request as the client sent it, once, from the first byte to the last: says what is wrong
/// with it, and gives the header lines that rules see and targets get. A line that some would take for another, or for
/// none, is not among them, in whichever mode: one without a name, one whose name holds a blank or a control character, and
/// one that is like those that say where the request ends.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
internal ref struct HeadScanner
{
    private readonly HeaderLines? _lines;
    private Classification _inLines;
    private Classification _inHeaders;
    private Framing _framing;
    private HeaderName _last;
    private bool _isContentType;
    private bool _isColonMissing;

    private HeadScanner(HeaderLines? lines) => _lines = lines;

    /// <param name="bytes">Beginning with the request line; more than the head may have come.</param>
    /// <param name="isEnded">Whether no more will come.</param>
    /// <param name="lines">Gets the header lines, whose bytes these are; null for nobody.</param>
    public static RequestHead Scan(ReadOnlySpan<byte> bytes, bool isEnded = false, HeaderLines? lines = null) =>
        new HeadScanner(lines).ScanAll(bytes, isEnded);

    private RequestHead ScanAll(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            return default;
        }

        var line = LineRead.Read(WithoutEnd(bytes[..end]));
        if (!line.IsRequestLine || line.IsOtherProtocol)
        {
            return new RequestHead { Line = line };
        }

        _inLines = line.IsUriMissing ? _inLines.Or(ClassificationReason.MissingUri) : _inLines;
        var next = end + 1;
        var isWhole = false;
        while (!isWhole && (end = bytes[next..].IndexOf((byte)'\n')) >= 0)
        {
            var header = WithoutEnd(bytes.Slice(next, end));
            isWhole = header.IsEmpty;
            if (!isWhole)
            {
                Add(header, next);
            }

            next += end + 1;
        }

        if (!isWhole && isEnded)
        {
            _inLines = _inLines.Or(next < bytes.Length
                ? ClassificationReason.PartialHeaderLine
                : ClassificationReason.MissingLastEmptyLine);
        }

        return Result(line, isWhole ? next : 0);
    }

    private readonly RequestHead Result(in LineRead line, int length)
    {
        var classification = _inLines
            .Or(_inHeaders)
            .Or(_framing.Classify(line))
            .Or(line.Method)
            .Or(line.Version)
            .Or(line.IsUriMissing ? default : line.Uri);
        var isTransferCoding = classification.Reason
            is ClassificationReason.BadTransferEncoding or ClassificationReason.MultipleTransferEncodingChunked;
        var isUnsayable = !line.IsReadable || _isColonMissing
            || (classification.Tier == SafetyTier.Severe && !(isTransferCoding && _framing.HasUnknownCoding));
        return new RequestHead
        {
            Length = length,
            Line = line,
            Classification = classification,
            Refusal = isUnsayable || _framing.Length > long.MaxValue ? StatusCodes.Status400BadRequest
                : _framing.HasUnknownCoding ? StatusCodes.Status501NotImplemented
                : 0,
            IsChunked = _framing.EndsByChunks,
            ContentLength = _framing.EndsByChunks || _framing.Length is not (<= long.MaxValue and var told) ? null : (long)told,
        };
    }

    /// <summary>A line that ends with a line feed alone is none of RFC 7230's.</summary>
    private ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty && line[^1] == '\r')
        {
            return line[..^1];
        }

        _inLines = _inLines.Or(ClassificationReason.NonCrLfLineTermination);
        return line;
    }

    private void Add(ReadOnlySpan<byte> line, int at)
    {
        var colon = line.IndexOf((byte)':');
        if (HeadBytes.IsWhitespace(line[0]))
        {
            AddFolded(line, at, colon);
        }
        else if (colon < 0)
        {
            _isColonMissing = true;
            _inLines = _inLines.Or(ClassificationReason.MissingHeaderColon);
            AddCharacters(line, default);
        }
        else
        {
            var name = line[..colon];
            _isContentType = name.Length == 12 && System.Text.Ascii.EqualsIgnoreCase(name, "Content-Type"u8);
            _last = AddHeader(name, line[(colon + 1)..], at);
        }
    }

    /// <summary>A line that goes on with the header before it, as RFC 7230 forbids but for one header.</summary>
    private void AddFolded(ReadOnlySpan<byte> line, int at, int colon)
    {
        var trimmed = line.TrimStart(HeadBytes.Whitespace);
        at += line.Length - trimmed.Length;
        trimmed = trimmed.TrimEnd(HeadBytes.Whitespace);
        if (trimmed.IsEmpty)
        {
            _inHeaders = _inHeaders.Or(ClassificationReason.EmptyHeader);
            return;
        }

        if (_isContentType)
        {
            AddCharacters(default, line);
            _lines?.Continue(at, trimmed.Length);
            return;
        }

        _inLines = _inLines.Or(ClassificationReason.MultilineHeader);
        if (colon < 0)
        {
            // An ALB puts a colon behind such a line.
            AddCharacters(default, line);
            _framing.Add(_last, isNamed: false, line);
            Give(trimmed, default, at, FramingHeaderName.Like(trimmed) != HeaderName.Other);
        }
        else
        {
            AddHeader(line[..colon], line[(colon + 1)..], at, isFolded: true);
        }
    }

    /// <summary>Says which of the headers it is that tell where the request ends.</summary>
    private HeaderName AddHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int at, bool isFolded = false)
    {
        AddCharacters(name, value);
        var named = FramingHeaderName.Named(name);
        if (named != HeaderName.Other)
        {
            Give(name, value, at, isLikeFraming: false);
            _framing.Add(named, isNamed: true, value);
            return named;
        }

        var trimmed = name.Trim(HeadBytes.Whitespace);
        if (trimmed.IsEmpty)
        {
            _inHeaders = _inHeaders.Or(ClassificationReason.EmptyHeader);
            return HeaderName.Other;
        }

        var like = name.ContainsAny(HeadBytes.Bad) ? HeaderName.Other : FramingHeaderName.Like(name);
        if (like != HeaderName.Other)
        {
            _inHeaders = _inHeaders.Or(ClassificationReason.SuspiciousHeader);
            _framing.Add(like, isNamed: false, value);
        }

        Give(isFolded ? trimmed : name, value, at, like != HeaderName.Other && (isFolded || !HeadBytes.IsToken(name)));
        return like;
    }

    /// <summary>A line that goes on.</summary>
    private readonly void Give(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int at, bool isLikeFraming)
    {
        if (_lines is null || isLikeFraming || name.IsEmpty || name.ContainsAny(HeadBytes.NotInName))
        {
            return;
        }

        var trimmed = value.TrimStart(HeadBytes.Whitespace);
        var start = at + name.Length + (value.IsEmpty ? 0 : 1) + value.Length - trimmed.Length;
        _lines.Add(at, name.Length, start, trimmed.TrimEnd(HeadBytes.Whitespace).Length);
    }

    private void AddCharacters(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!name.ContainsAnyExcept(HeadBytes.Token) && !value.ContainsAny(HeadBytes.NotInValue))
        {
            return;
        }

        _inHeaders = _inHeaders.Or(name.ContainsAny(HeadBytes.Bad) || value.ContainsAny(HeadBytes.Bad)
            ? ClassificationReason.BadHeader
            : ClassificationReason.NonCompliantHeader);
    }
}
