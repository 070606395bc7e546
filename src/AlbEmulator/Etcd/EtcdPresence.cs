namespace AlbEmulator.Etcd;

/// <summary>Whether what is in etcd now is known to a node, and since when it is not.</summary>
internal sealed class EtcdPresence
{
    /// <summary>Longer than it takes to go on with another member, or the members to choose another leader: until then no change is refused.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private volatile TaskCompletionSource _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _problem = "it was not asked yet";
    private long _lostAt = TimeProvider.System.GetTimestamp();

    /// <summary>Why it is not known; null where it is.</summary>
    public string? Problem => _problem;

    public void Lost(string problem)
    {
        if (_problem is null)
        {
            _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _lostAt, TimeProvider.System.GetTimestamp());
        }

        _problem = problem;
    }

    public void Found()
    {
        _problem = null;
        _found.TrySetResult();
    }

    /// <summary>Waits until it is known again, but not for long.</summary>
    /// <returns>Why it is not known.</returns>
    public async Task<string?> WaitAsync(CancellationToken end)
    {
        if (_problem is not null && Between - TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lostAt)) is var left && left > TimeSpan.Zero)
        {
            await Task.WhenAny(_found.Task, Task.Delay(left, end));
        }

        return _problem;
    }
}
