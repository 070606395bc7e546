namespace AlbEmulator.Metrics;

/// <summary>The buckets by which it is told how the times of targets are spread.</summary>
internal static class ResponseTimes
{
    /// <summary>Seconds; a bucket takes what is up to its bound.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly long[] BoundTicks = [.. Bounds.Select(bound => TimeSpan.FromSeconds(bound).Ticks)];

    public static int Buckets => BoundTicks.Length + 1;

    /// <summary>
    /// The time within which a part of the answers came, as if those of a bucket were spread over it evenly; null without any.
    /// </summary>
    /// <param name="counts">Of each bucket.</param>
    /// <param name="part">Above 0, at most 1.</param>
    public static TimeSpan? Quantile(ReadOnlySpan<long> counts, double part)
    {
        var all = 0L;
        foreach (var count in counts)
        {
            all += count;
        }

        if (all == 0)
        {
            return null;
        }

        var (wanted, before) = (part * all, 0L);
        for (var bucket = 0; bucket < BoundTicks.Length; bucket++)
        {
            if (before + counts[bucket] >= wanted)
            {
                var from = bucket == 0 ? 0 : BoundTicks[bucket - 1];
                return TimeSpan.FromTicks(from + (long)((BoundTicks[bucket] - from) * (wanted - before) / counts[bucket]));
            }

            before += counts[bucket];
        }

        return TimeSpan.FromTicks(BoundTicks[^1]);
    }

    public static int BucketOf(TimeSpan time)
    {
        var bucket = 0;
        while (bucket < BoundTicks.Length && time.Ticks > BoundTicks[bucket])
        {
            bucket++;
        }

        return bucket;
    }
}
