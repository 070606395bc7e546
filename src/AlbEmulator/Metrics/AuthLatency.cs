using System.Diagnostics.Metrics;

namespace AlbEmulator.Metrics;

/// <summary>How long the providers of a load balancer's users took; nothing is kept before the first login.</summary>
/// <param name="told">Where they are told of as well, one by one, while somebody listens; null for nowhere.</param>
/// <param name="dimension">Of the load balancer.</param>
internal sealed class AuthLatency(Histogram<double>? told, Dimension dimension) : ITimes
{
    private StripedCounters? _counters;

    public TimeSpan Total => TimeSpan.FromTicks(Volatile.Read(ref _counters)?.Sum(ResponseTimes.Buckets) ?? 0);

    public long In(int bucket) => Volatile.Read(ref _counters)?.Sum(bucket) ?? 0;

    public void Add(TimeSpan time)
    {
        var counters = Volatile.Read(ref _counters);
        if (counters is null)
        {
            var made = new StripedCounters(ResponseTimes.Buckets + 1);
            counters = Interlocked.CompareExchange(ref _counters, made, null) ?? made;
        }

        counters.Add(ResponseTimes.BucketOf(time), 1);
        counters.Add(ResponseTimes.Buckets, time.Ticks);
        if (told is { Enabled: true })
        {
            told.Record(time.TotalSeconds, dimension.Tag);
        }
    }

    /// <summary>It is as before the first login.</summary>
    public void Empty() => Volatile.Write(ref _counters, null);
}
