namespace AlbEmulator.LogDelivery;

/// <summary>Buckets that could not be written to, files that could not be read, and when each is tried again: after 1 s, 2 s, 4 s … 5 min.</summary>
internal sealed class DeliveryPauses(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (TimeSpan Pause, DateTimeOffset Until)> _byName = new(StringComparer.Ordinal);

    /// <summary>When the next attempt is due; null when nothing has failed.</summary>
    public DateTimeOffset? Next => _byName.Count == 0 ? null : _byName.Values.Min(item => item.Until);

    public bool IsPaused(string name) =>
        _byName.TryGetValue(name, out var item) && item.Until > time.GetUtcNow();

    /// <summary>Whether the last attempt failed, however long ago.</summary>
    public bool HasFailed(string name) => _byName.ContainsKey(name);

    /// <returns>Whether it is the first failure in a row.</returns>
    public bool Fail(string name)
    {
        var isAgain = _byName.TryGetValue(name, out var item);
        var pause = !isAgain ? First : item.Pause * 2 < Longest ? item.Pause * 2 : Longest;
        _byName[name] = (pause, time.GetUtcNow() + pause);
        return !isAgain;
    }

    /// <returns>Whether it had failed.</returns>
    public bool Succeed(string name) => _byName.Remove(name);

    /// <summary>Everything may be tried now, for one last time.</summary>
    public void End()
    {
        foreach (var name in _byName.Keys.ToArray())
        {
            _byName[name] = _byName[name] with { Until = DateTimeOffset.MinValue };
        }
    }

    /// <summary>Of buckets for which nothing waits, and files that do not.</summary>
    public void Forget(Func<string, bool> isDone)
    {
        foreach (var name in _byName.Keys.Where(isDone).ToArray())
        {
            _byName.Remove(name);
        }
    }
}
