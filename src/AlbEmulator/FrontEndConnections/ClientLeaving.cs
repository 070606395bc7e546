namespace AlbEmulator.FrontEndConnections;

/// <summary>That a client leaves, told to whoever asks for it, be it before or afterwards: most never do.</summary>
internal struct ClientLeaving
{
    /// <summary>
    /// How long a client that has closed its half of the connection is given its answer, and a quarter of the idle timeout at
    /// most. From then on it counts as one that has left, as most of those have: the system does not tell the two apart. AWS
    /// does not say how long an ALB waits.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private CancellationTokenSource? _left;
    private volatile bool _hasLeft;
    private long _halfClosedAt;

    /// <summary>When the client closed its half of the connection: a timestamp; 0 where it has not, or that counts no longer.</summary>
    public long HalfClosedAt
    {
        readonly get => Volatile.Read(in _halfClosedAt);
        set => Volatile.Write(ref _halfClosedAt, value);
    }

    public readonly bool HasLeft => _hasLeft;

    /// <summary>Cancelled when the client has left, be it before anybody asked. One caller at a time.</summary>
    public CancellationToken Token
    {
        get
        {
            if (_left is not { } left)
            {
                left = new CancellationTokenSource();
                Interlocked.Exchange(ref _left, left);
                if (_hasLeft)
                {
                    left.Cancel();
                }
            }

            return left.Token;
        }
    }

    /// <summary>Whether it closed its half so long ago that it waits for no answer.</summary>
    public readonly bool HasWaited(TimeProvider time, TimeSpan idleTimeout) =>
        HalfClosedAt is not 0 and var at
        && time.GetElapsedTime(at) >= (idleTimeout / 4 is var quarter && quarter < Patience ? quarter : Patience);

    /// <summary>It has left. From any thread.</summary>
    public void Leave()
    {
        _hasLeft = true;
        Interlocked.MemoryBarrier();
        _ = _left?.CancelAsync();
    }
}
