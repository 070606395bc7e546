using AlbEmulator.Machine;

namespace AlbEmulator.Topologies;

/// <summary>Says that something has changed, to one who waits: of changes that come in one go once, of a single one soon.</summary>
/// <param name="time">The clock.</param>
internal sealed class ChangeSignal(TimeProvider time) : IDisposable
{
    /// <summary>So often it is waited for at most: a file may be written without an end.</summary>
    private const int MostDebounces = 25;

    /// <summary>The same of changes that are whole: they come from many places, and there may always be another.</summary>
    private const int MostWhole = 5;

    private readonly Signal _signal = new();
    private int _hasParts;

    /// <summary>When the last change was dealt with; null where that is long ago.</summary>
    private long? _dealtWith;

    /// <summary>Something has changed, and more may follow at once, as when an editor writes.</summary>
    public void Signal()
    {
        Interlocked.Exchange(ref _hasParts, 1);
        _signal.Set();
    }

    /// <summary>Something has changed that is whole: it is waited for more only if there was a change just before it.</summary>
    public void SignalWhole() => _signal.Set();

    /// <summary>Waits for a change or for the next look; whether there was a change.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        _dealtWith = _dealtWith is null ? null : time.GetTimestamp();
        if (!await NextAsync(cancellation))
        {
            _dealtWith = null;
            return false;
        }

        var hasParts = Interlocked.Exchange(ref _hasParts, 0) > 0;
        var isBurst = _dealtWith is { } before && time.GetElapsedTime(before) < TopologyWatch.Debounce;
        var most = hasParts ? MostDebounces : isBurst ? MostWhole : 0;
        for (var waits = 0; waits < most; waits++)
        {
            await Task.Delay(TopologyWatch.Debounce, time, cancellation);
            if (!await _signal.WaitAsync(TimeSpan.Zero, cancellation))
            {
                break;
            }
        }

        _dealtWith = time.GetTimestamp();
        return true;
    }

    public void Dispose() => _signal.Dispose();

    private async Task<bool> NextAsync(CancellationToken cancellation)
    {
        using var poll = new CancellationTokenSource(TopologyWatch.PollInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, cancellation);
        try
        {
            await _signal.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
