using AlbEmulator.Machine;

namespace AlbEmulator.Metrics.History;

/// <summary>
/// What was counted in the last hour, a point each ten seconds: for charts. Counters that are there anyway are looked at, so
/// that a request pays nothing for it. Of very many load balancers and groups those are kept that came first.
/// </summary>
internal sealed class MetricHistory(MetricsRegistry registry, TimeProvider time, ILogger<MetricHistory> log) : IHostedService, IDisposable
{
    /// <summary>An hour.</summary>
    public const int Points = 360;

    /// <summary>How many load balancers are kept, about 20 KB each.</summary>
    public const int MostLoadBalancers = 50;

    /// <summary>How many target groups are kept, about 25 KB each: of all that had a request.</summary>
    public const int MostGroups = 200;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly long[] _times = new long[Points];
    private readonly Dictionary<LoadBalancerMetrics, LoadBalancerHistory> _loadBalancers = [];
    private readonly Dictionary<TargetGroupMetrics, GroupHistory> _groups = [];
    private long _written;
    private int _emptied;
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Unattended("The history of metrics", log).Timer(time, Write, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>All that is kept now.</summary>
    /// <param name="read">Is given the numbers of the points, oldest first, their times in seconds, and the series.</param>
    public T Read<T>(Func<IReadOnlyList<long>, IReadOnlyList<long>, IEnumerable<LoadBalancerHistory>, IEnumerable<GroupHistory>, T> read)
    {
        lock (_lock)
        {
            var count = (int)Math.Min(_written, Points);
            long[] points = [.. Enumerable.Range(0, count).Select(at => _written - count + at)];
            return read(points, Array.ConvertAll(points, point => _times[point % Points]), _loadBalancers.Values, _groups.Values);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Write()
    {
        var reading = registry.Read();
        lock (_lock)
        {
            var point = _written;
            _times[point % Points] = time.GetUtcNow().ToUnixTimeSeconds();
            Forget(reading);
            BeginAgainIfEmptied();
            foreach (var (loadBalancer, groups) in reading.LoadBalancers.Zip(reading.Groups))
            {
                if (Kept(_loadBalancers, loadBalancer, MostLoadBalancers, static one => new(one, Points)) is not { } history)
                {
                    continue;
                }

                history.Write(point, groups);
                foreach (var group in groups.Where(group => group.IsCounted || _groups.ContainsKey(group)))
                {
                    Kept(_groups, group, MostGroups, static one => new(one, Points))?.Write(point);
                }
            }

            _written++;
        }
    }

    private void BeginAgainIfEmptied()
    {
        if (_emptied == registry.Emptied)
        {
            return;
        }

        _emptied = registry.Emptied;
        foreach (var loadBalancer in _loadBalancers.Values)
        {
            loadBalancer.BeginAgain();
        }

        foreach (var group in _groups.Values)
        {
            group.BeginAgain();
        }
    }

    /// <summary>What is counted no longer makes room for others.</summary>
    private void Forget(MetricsReading reading)
    {
        foreach (var gone in _loadBalancers.Keys.Except(reading.LoadBalancers).ToArray())
        {
            _loadBalancers.Remove(gone);
        }

        foreach (var gone in _groups.Keys.Except(reading.TargetGroups).ToArray())
        {
            _groups.Remove(gone);
        }
    }

    private static TValue? Kept<TKey, TValue>(Dictionary<TKey, TValue> kept, TKey key, int most, Func<TKey, TValue> make)
        where TKey : notnull
        where TValue : class
    {
        if (!kept.TryGetValue(key, out var value) && kept.Count < most)
        {
            kept[key] = value = make(key);
        }

        return value;
    }
}
