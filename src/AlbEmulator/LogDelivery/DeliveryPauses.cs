namespace AlbEmulator.LogDelivery;

/// <summary>Buckets that could not be written to, and when each is tried again: after 1 s, 2 s, 4 s … 5 min.</summary>
internal sealed class DeliveryPauses(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (TimeSpan Pause, DateTimeOffset Until)> _byBucket = new(StringComparer.Ordinal);

    /// <summary>When the next attempt is due; null when nothing has failed.</summary>
    public DateTimeOffset? Next => _byBucket.Count == 0 ? null : _byBucket.Values.Min(item => item.Until);

    public bool IsPaused(string bucket) =>
        _byBucket.TryGetValue(bucket, out var item) && item.Until > time.GetUtcNow();

    /// <returns>Whether it is the first failure in a row.</returns>
    public bool Fail(string bucket)
    {
        var isAgain = _byBucket.TryGetValue(bucket, out var item);
        var pause = !isAgain ? First : item.Pause * 2 < Longest ? item.Pause * 2 : Longest;
        _byBucket[bucket] = (pause, time.GetUtcNow() + pause);
        return !isAgain;
    }

    /// <returns>Whether it had failed.</returns>
    public bool Succeed(string bucket) => _byBucket.Remove(bucket);

    /// <summary>Of buckets for which nothing waits.</summary>
    public void Forget(Func<string, bool> isDone)
    {
        foreach (var bucket in _byBucket.Keys.Where(isDone).ToArray())
        {
            _byBucket.Remove(bucket);
        }
    }
}
