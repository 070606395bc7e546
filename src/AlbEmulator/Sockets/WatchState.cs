namespace AlbEmulator.Sockets;

/// <summary>What is known of a socket that is watched, and whether somebody waits for it. Its methods may be called by all at once.</summary>
internal struct WatchState()
{
    /// <summary>There may be something to read.</summary>
    public const int Ready = 1;

    /// <summary>What is told cannot be relied on any more: every read looks first.</summary>
    public const int Unusual = 2;

    /// <summary>The read that is outstanding is to end.</summary>
    public const int Cancelled = 4;

    /// <summary>The socket is closed, or about to be.</summary>
    public const int Closed = 8;

    /// <summary>Somebody waits, and whoever takes this away tells him.</summary>
    private const int Awaited = 16;

    private int _bits = Ready;

    /// <summary>Whether one of them is so.</summary>
    public readonly bool Has(int bits) => (Volatile.Read(in _bits) & bits) != 0;

    public void Set(int bits) => Interlocked.Or(ref _bits, bits);

    public void Clear(int bits) => Interlocked.And(ref _bits, ~bits);

    /// <summary>Somebody waits from now on.</summary>
    /// <returns>False where there is nothing to wait for, or another has just changed something.</returns>
    public bool TryWait()
    {
        var bits = Volatile.Read(ref _bits);
        return (bits & (Ready | Cancelled | Closed)) == 0 && Interlocked.CompareExchange(ref _bits, bits | Awaited, bits) == bits;
    }

    /// <summary>Whether somebody waits. He does no longer: whoever called tells him.</summary>
    /// <param name="awaited">What is so from now on, where somebody waits.</param>
    /// <param name="otherwise">The same where nobody does.</param>
    public bool TakeWait(int awaited, int otherwise)
    {
        var bits = Volatile.Read(ref _bits);
        while (true)
        {
            var isAwaited = (bits & Awaited) != 0;
            var before = Interlocked.CompareExchange(ref _bits, (bits & ~Awaited) | (isAwaited ? awaited : otherwise), bits);
            if (before == bits)
            {
                return isAwaited;
            }

            bits = before;
        }
    }
}
