using System.Buffers;

namespace AlbEmulator.Desync;

/// <summary>Looks for the end of a head that comes in pieces, without looking at a byte twice.</summary>
internal struct HeadEnd
{
    private long _searched;

    /// <summary>Whether there is an empty line, or a first one.</summary>
    /// <param name="buffer">Beginning with the request line, and longer each time.</param>
    /// <param name="hasLine">Whether the request line was known to have come.</param>
    public bool IsReached(in ReadOnlySequence<byte> buffer, bool hasLine)
    {
        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(_searched);
        while (reader.TryAdvanceTo((byte)'\n', advancePastDelimiter: false))
        {
            // A line feed that the next byte or two decide on is looked at again when they have come.
            _searched = reader.Consumed;
            reader.Advance(1);
            if (!hasLine)
            {
                return true;
            }

            if (!reader.TryPeek(out var next) || (next == '\r' && !reader.TryPeek(1, out next)))
            {
                return false;
            }

            if (next == '\n')
            {
                return true;
            }
        }

        _searched = buffer.Length;
        return false;
    }
}
