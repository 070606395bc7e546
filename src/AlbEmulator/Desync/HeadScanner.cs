using AlbEmulator.Http1;

namespace AlbEmulator.Desync;

/// <summary>
/// Reads the head of an HTTP/1 request as the client sent it, once, from the first byte to the last, and says what is
/// wrong with it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
internal ref struct HeadScanner
{
    private Classification _inLines;
    private Classification _inHeaders;
    private Framing _framing;
    private FramingHeader _last;
    private bool _isContentType;
    private bool _hasFold;
    private bool _isColonMissing;

    /// <param name="bytes">Beginning with the request line; more than the head may have come.</param>
    /// <param name="isEnded">Whether no more will come.</param>
    public static RequestHead Scan(ReadOnlySpan<byte> bytes, bool isEnded = false) =>
        new HeadScanner().ScanAll(bytes, isEnded);

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
            next += end + 1;
            if (!isWhole)
            {
                Add(header);
            }
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
            Refusal = isUnsayable ? StatusCodes.Status400BadRequest
                : _framing.HasUnknownCoding ? StatusCodes.Status501NotImplemented
                : 0,
            IsToBeRewritten = classification.Reason != ClassificationReason.None
                || line.HasOddUri || line.IsAbsolute || _hasFold || _framing.IsToBeRewritten,
            EndsByChunks = _framing.EndsByChunks,
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

    private void Add(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (HeadBytes.IsWhitespace(line[0]))
        {
            AddFolded(line, colon);
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
            _last = AddHeader(name, line[(colon + 1)..]);
        }
    }

    /// <summary>A line that goes on with the header before it, as RFC 7230 forbids but for one header.</summary>
    private void AddFolded(ReadOnlySpan<byte> line, int colon)
    {
        if (line.Trim(HeadBytes.Whitespace).IsEmpty)
        {
            _inHeaders = _inHeaders.Or(ClassificationReason.EmptyHeader);
            return;
        }

        if (_isContentType)
        {
            _hasFold = true;
            AddCharacters(default, line);
            return;
        }

        _inLines = _inLines.Or(ClassificationReason.MultilineHeader);
        if (colon < 0)
        {
            AddCharacters(default, line);
            _framing.Add(_last, isNamed: false, line);
        }
        else
        {
            AddHeader(line[..colon], line[(colon + 1)..]);
        }
    }

    /// <summary>Says which of the headers it is that tell where the request ends.</summary>
    private FramingHeader AddHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        AddCharacters(name, value);
        var named = FramingHeaderName.Named(name);
        if (named != FramingHeader.None)
        {
            _framing.Add(named, isNamed: true, value);
            return named;
        }

        var trimmed = name.Trim(HeadBytes.Whitespace);
        if (trimmed.IsEmpty)
        {
            _inHeaders = _inHeaders.Or(ClassificationReason.EmptyHeader);
            return FramingHeader.None;
        }

        var like = name.ContainsAny(HeadBytes.Bad) ? FramingHeader.None : FramingHeaderName.Like(name);
        if (like != FramingHeader.None)
        {
            _inHeaders = _inHeaders.Or(ClassificationReason.SuspiciousHeader);
            _framing.Add(like, isNamed: false, value);
        }

        return like;
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
