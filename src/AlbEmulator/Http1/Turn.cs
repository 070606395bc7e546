namespace AlbEmulator.Http1;

/// <summary>
/// What a connection may bring at once before others have their turn. One thread hears of many connections, and one of them
/// that always has more would keep it.
/// </summary>
internal struct Turn
{
    /// <summary>Bytes of a turn.</summary>
    public const int Length = 128 * 1024;

    private int _bytes;

    /// <summary>Takes note of bytes that came without a wait. Whether the turn is over; then another begins.</summary>
    public bool IsOver(int bytes)
    {
        _bytes += bytes;
        if (_bytes < Length)
        {
            return false;
        }

        _bytes = 0;
        return true;
    }
}
