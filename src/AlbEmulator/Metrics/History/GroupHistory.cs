namespace AlbEmulator.Metrics.History;

/// <summary>A target group behind a load balancer, from point to point.</summary>
internal sealed class GroupHistory
{
    private readonly long[] _bucketsBefore = new long[ResponseTimes.Buckets];
    private readonly long[] _buckets = new long[ResponseTimes.Buckets];

    /// <param name="metrics">What is counted of it.</param>
    /// <param name="points">How many points are kept.</param>
    public GroupHistory(TargetGroupMetrics metrics, int points)
    {
        Metrics = metrics;
        (Requests, P50, P99) = (new Counted(points), new Ring(points), new Ring(points));
        Statuses = [.. Enumerable.Range(0, 4).Select(_ => new Counted(points))];
    }

    public TargetGroupMetrics Metrics { get; }

    public Counted Requests { get; }

    /// <summary>Answers of its targets: 2xx, 3xx, 4xx, 5xx.</summary>
    public IReadOnlyList<Counted> Statuses { get; }

    /// <summary>Milliseconds that half of the targets' answers took at most, as well as the buckets tell.</summary>
    public Ring P50 { get; }

    /// <summary>The same of 99 of 100.</summary>
    public Ring P99 { get; }

    /// <summary>Its counters began at 0 again.</summary>
    public void BeginAgain()
    {
        Requests.BeginAgain();
        foreach (var status in Statuses)
        {
            status.BeginAgain();
        }

        Array.Clear(_bucketsBefore);
    }

    public void Write(long point)
    {
        Requests.Write(point, Metrics[TargetGroupCounter.Requests]);
        Statuses[0].Write(point, Metrics[TargetGroupCounter.Target2xx]);
        Statuses[1].Write(point, Metrics[TargetGroupCounter.Target3xx]);
        Statuses[2].Write(point, Metrics[TargetGroupCounter.Target4xx]);
        Statuses[3].Write(point, Metrics[TargetGroupCounter.Target5xx]);
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            var now = Metrics.In(bucket);
            _buckets[bucket] = now - _bucketsBefore[bucket];
            _bucketsBefore[bucket] = now;
        }

        P50[point] = ResponseTimes.Quantile(_buckets, 0.5)?.TotalMilliseconds;
        P99[point] = ResponseTimes.Quantile(_buckets, 0.99)?.TotalMilliseconds;
    }
}
