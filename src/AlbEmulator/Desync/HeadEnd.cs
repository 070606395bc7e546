namespace AlbEmulator.Desync;

/// <summary>Looks for the end of a head that comes in pieces, without looking at a byte twice.</summary>
internal struct HeadEnd
{
    private int _searched;

    /// <summary>Where the last line before the empty one ends, once it is reached.</summary>
    public readonly int LineFeed => _searched;

    /// <summary>Whether there is an empty line, or a first one.</summary>
    /// <param name="bytes">Beginning with the request line, and more each time.</param>
    /// <param name="hasLine">Whether the request line was known to have come.</param>
    public bool IsReached(ReadOnlySpan<byte> bytes, bool hasLine)
    {
        while (bytes[_searched..].IndexOf((byte)'\n') is var found and >= 0)
        {
            // A line feed that the next byte or two decide on is looked at again when they have come.
            _searched += found;
            var next = bytes[(_searched + 1)..];
            if (!hasLine)
            {
                return true;
            }

            if (next is [] or [(byte)'\r'])
            {
                return false;
            }

            if (next is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
            {
                return true;
            }

            _searched++;
        }

        _searched = bytes.Length;
        return false;
    }
}
