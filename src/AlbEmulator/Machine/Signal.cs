namespace AlbEmulator.Machine;

/// <summary>Wakes one who waits: told any number of times before, it wakes once.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _slot = new(0, 1);

    public void Set()
    {
        try
        {
            if (_slot.CurrentCount == 0)
            {
                _slot.Release();
            }
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // One that nobody has taken yet is enough, and after the end there is nobody to take it.
        }
    }

    /// <summary>Waits for it, no longer than it is told; whether it came.</summary>
    public Task<bool> WaitAsync(TimeSpan within, CancellationToken cancellation) => _slot.WaitAsync(within, cancellation);

    /// <summary>Waits for it.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _slot.WaitAsync(cancellation);

    public void Dispose() => _slot.Dispose();
}
