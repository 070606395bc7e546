namespace AlbEmulator.Health;

/// <summary>
/// Reads the head of an HTTP/1.1 response piece by piece and keeps its status alone. Interim responses are read over.
/// </summary>
internal struct ResponseHeadReader
{
    /// <summary>Bytes of heads at most, as of every response of a target.</summary>
    public const int LongestHead = 32 * 1024;

    /// <summary><c>HTTP/1.1 200</c>.</summary>
    private const int StatusLineLength = 12;

    private int _length;
    private int _line;
    private int _column;
    private int _status;

    /// <summary>Once the head has ended.</summary>
    public readonly int StatusCode => _status;

    public HeadProgress Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            if (++_length > LongestHead)
            {
                return HeadProgress.TooLong;
            }

            var progress = next switch
            {
                (byte)'\n' => EndLine(),
                (byte)'\r' => HeadProgress.GoesOn,
                _ => _line > 0 || TakeStatusLine(next) ? HeadProgress.GoesOn : HeadProgress.Malformed,
            };
            if (progress != HeadProgress.GoesOn)
            {
                return progress;
            }

            _column += next is (byte)'\n' or (byte)'\r' ? 0 : 1;
        }

        return HeadProgress.GoesOn;
    }

    private HeadProgress EndLine()
    {
        var (line, length) = (_line, _column);
        _column = 0;
        _line++;
        if (line == 0)
        {
            return length < StatusLineLength ? HeadProgress.Malformed : HeadProgress.GoesOn;
        }

        if (length > 0)
        {
            return HeadProgress.GoesOn;
        }

        // 101 is no interim response: nothing asked for it, nothing follows.
        if (_status is >= 200 or 101)
        {
            return HeadProgress.Ended;
        }

        _line = 0;
        _status = 0;
        return HeadProgress.GoesOn;
    }

    private bool TakeStatusLine(byte next)
    {
        if (_column is >= 9 and < StatusLineLength)
        {
            _status = _status * 10 + (next - '0');
            return next is >= (byte)'0' and <= (byte)'9' && _status > 0;
        }

        return _column switch
        {
            < 7 => next == "HTTP/1."u8[_column],
            7 => next is >= (byte)'0' and <= (byte)'9',
            8 or StatusLineLength => next == ' ',
            _ => true,
        };
    }
}

/// <summary>How far a head has been read.</summary>
internal enum HeadProgress
{
    GoesOn,
    Ended,
    Malformed,
    TooLong,
}
