using AlbEmulator.Http1;

namespace AlbEmulator.Health;

/// <summary>Looks for the status of an HTTP/1.1 response in what has come of it. Interim responses are read over.</summary>
internal struct ResponseHeadReader
{
    /// <summary>Bytes of heads at most, as of every response of a target.</summary>
    public const int LongestHead = 32 * 1024;

    private HeadEnd _end;
    private int _interim;

    /// <summary>Once the head has ended.</summary>
    public int StatusCode { get; private set; }

    /// <param name="bytes">All that came: at each call the same and perhaps more.</param>
    public HeadProgress Read(ReadOnlySpan<byte> bytes)
    {
        while (_interim <= LongestHead)
        {
            var head = bytes[_interim..];
            var length = _end.LengthIn(head);
            StatusCode = length == 0 ? 0 : ResponseHead.StatusIn(head[..length]) ?? 0;
            if (!ResponseHead.MayBegin(head) || (length > 0 && StatusCode < 100))
            {
                return HeadProgress.Malformed;
            }

            if (_interim + length > LongestHead || (length == 0 && bytes.Length > LongestHead))
            {
                return HeadProgress.TooLong;
            }

            if (length == 0)
            {
                return HeadProgress.GoesOn;
            }

            if (!ResponseHead.IsInterimStatus(StatusCode))
            {
                return HeadProgress.Ended;
            }

            _interim += length;
            _end = default;
        }

        return HeadProgress.TooLong;
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
