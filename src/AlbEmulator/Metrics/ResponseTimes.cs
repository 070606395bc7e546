namespace AlbEmulator.Metrics;

/// <summary>The buckets by which it is told how the times of targets are spread.</summary>
internal static class ResponseTimes
{
    /// <summary>Seconds; a bucket takes what is up to its bound.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly long[] BoundTicks = [.. Bounds.Select(bound => TimeSpan.FromSeconds(bound).Ticks)];

    public static int Buckets => BoundTicks.Length + 1;

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
