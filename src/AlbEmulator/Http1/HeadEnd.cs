namespace AlbEmulator.Http1;

/// <summary>
/// Looks for the end of a head that comes in pieces, without looking at a byte twice. Lines may end with a line feed alone.
/// </summary>
internal struct HeadEnd
{
    private int _looked;

    /// <summary>Bytes up to the end of the head; 0 where that has not come.</summary>
    /// <param name="bytes">What came: at each call the same and perhaps more.</param>
    public int LengthIn(ReadOnlySpan<byte> bytes)
    {
        while (bytes[_looked..].IndexOf((byte)'\n') is >= 0 and var found)
        {
            // A line feed that the next byte or two decide on is looked at again when they have come.
            _looked += found;
            switch (bytes[(_looked + 1)..])
            {
                case [] or [(byte)'\r']:
                    return 0;
                case [(byte)'\n', ..]:
                    return _looked + 2;
                case [(byte)'\r', (byte)'\n', ..]:
                    return _looked + 3;
            }

            _looked++;
        }

        _looked = bytes.Length;
        return 0;
    }
}
