namespace AlbEmulator.Http1;

/// <summary>
/// What a connection may bring without a wait before others have their turn. One thread hears of many connections, and one of them
/// that always has more would keep it.
/// </summary>
internal struct Turn
{
    /// <summary>Bytes of a turn.</summary>
    public const int Length = 128 * 1024;

    private int _bytes;

    /// <summary>Whether others are to have theirs before it goes on.</summary>
    public readonly bool IsOver => _bytes >= Length;

    /// <summary>Bytes came, as a rule without a wait.</summary>
    public void Add(int bytes) => _bytes += bytes;

    /// <summary>Whether it is over; then another begins.</summary>
    public bool TryEnd()
    {
        var isOver = IsOver;
        _bytes = isOver ? 0 : _bytes;
        return isOver;
    }
}
