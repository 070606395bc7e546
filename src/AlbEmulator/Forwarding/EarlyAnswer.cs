namespace AlbEmulator.Forwarding;

/// <summary>
/// Whether a target has answered before it had the whole body of a request. The HTTP client reads an answer only when it
/// has sent the body to its end; so what is left of it is made up here, and goes nowhere.
/// </summary>
internal sealed class EarlyAnswer
{
    /// <summary>Of the body whose bytes this thread is writing: so a connection learns whose they are.</summary>
    [ThreadStatic]
    private static EarlyAnswer? _written;

    private volatile bool _hasCome;
    private volatile bool _isTooLate;
    private TaskCompletionSource? _coming;

    public static EarlyAnswer? Written
    {
        get => _written;
        set => _written = value;
    }

    public bool HasCome => _hasCome;

    /// <summary>Whether it may still come.</summary>
    public bool IsAwaited => !_hasCome && !_isTooLate;

    /// <summary>Ends when it has come.</summary>
    public Task ComingAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var coming = Interlocked.CompareExchange(ref _coming, mine, null) ?? mine;
        if (_hasCome)
        {
            coming.TrySetResult();
        }

        return coming.Task;
    }

    /// <summary>The target begins to answer.</summary>
    /// <returns>Whether it is early.</returns>
    public bool Come()
    {
        if (_isTooLate)
        {
            return false;
        }

        _hasCome = true;
        Interlocked.MemoryBarrier();
        _coming?.TrySetResult();
        return true;
    }

    /// <summary>What is sent now is the end of the body.</summary>
    public void End() => _isTooLate = true;

    /// <summary>What was to be sent is not, at least not yet: the target cannot have heard the end of the body.</summary>
    public void NotSent() => _isTooLate = false;
}
