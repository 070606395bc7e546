namespace AlbEmulator.FrontEndConnections;

/// <summary>That a client leaves, told to whoever asks for it, be it before or afterwards: most never do.</summary>
internal struct ClientLeaving
{
    private CancellationTokenSource? _left;
    private volatile bool _hasLeft;

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

    /// <summary>It has left. From any thread.</summary>
    public void Leave()
    {
        _hasLeft = true;
        Interlocked.MemoryBarrier();
        _ = _left?.CancelAsync();
    }
}
