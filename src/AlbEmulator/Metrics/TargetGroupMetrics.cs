using System.Diagnostics.Metrics;
using AlbEmulator.Model;

namespace AlbEmulator.Metrics;

/// <summary>
/// What is counted of a target group behind one load balancer, from topology to topology. AWS lets a group have one load
/// balancer; here several may forward to it, and each counts its own.
/// </summary>
internal sealed class TargetGroupMetrics : ITimes
{
    private const int FirstBucket = (int)TargetGroupCounter.Count;
    private static readonly int TotalTime = FirstBucket + ResponseTimes.Buckets;

    /// <summary>Null until something is counted: of many groups that a topology names, few get requests.</summary>
    private StripedCounters? _counters;

    /// <param name="loadBalancer">The load balancer that forwards to it.</param>
    /// <param name="arn">Of the group.</param>
    /// <param name="dimension">The group's, where it is there already.</param>
    public TargetGroupMetrics(LoadBalancerMetrics loadBalancer, string arn, Dimension? dimension = null)
    {
        LoadBalancer = loadBalancer;
        Arn = arn;
        Dimension = dimension ?? Dimension.OfTargetGroup(arn);
    }

    /// <summary>Where nobody reads.</summary>
    public static TargetGroupMetrics Unread { get; } = new(LoadBalancerMetrics.Unread, "");

    public LoadBalancerMetrics LoadBalancer { get; }

    public string Arn { get; }

    /// <summary>That of the group alone.</summary>
    public Dimension Dimension { get; }

    public Dimensions Dimensions => new(LoadBalancer.Dimension, Dimension);

    /// <summary>Whether a request came yet: before the first there is nothing to tell of.</summary>
    public bool IsCounted => Volatile.Read(ref _counters) is not null;

    /// <summary>
    /// Whether, of all load balancers that forward to the group, this one counts what they share. Set by
    /// <see cref="SharedGroup"/>.
    /// </summary>
    public bool IsFirst { get; set; }

    /// <summary>Whether the load balancer forwards to it now; else it did. Under the lock of <see cref="MetricsRegistry"/>.</summary>
    public bool IsWanted { get; set; }

    /// <summary>What the group is, or was when it left: there are metrics that not every kind of group has.</summary>
    public (TargetType Type, ProtocolVersion Version) Kind { get; set; }

    /// <summary>
    /// Where response times are told of as well, one by one, while somebody listens: .NET has no instrument by which a
    /// histogram is read. Its bounds are ours. Null for nowhere.
    /// </summary>
    public Histogram<double>? Told { get; init; }

    /// <summary>All response times together.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Sum(TotalTime));

    public double RequestsPerTarget =>
        Volatile.Read(ref _counters)?.SumOfFractions((int)TargetGroupCounter.RequestsPerTarget) ?? 0;

    public long this[TargetGroupCounter counter] => Sum((int)counter);

    /// <summary>Response times in one of the <see cref="ResponseTimes.Buckets"/>, by itself.</summary>
    public long In(int bucket) => Sum(FirstBucket + bucket);

    public void Add(TargetGroupCounter counter) => Counters.Add((int)counter, 1);

    /// <summary>It is as before the first request.</summary>
    public void Empty() => Volatile.Write(ref _counters, null);

    /// <summary>A target was chosen for a request.</summary>
    /// <param name="share">Of each target, in a request to the group; 0 of a function.</param>
    /// <param name="isFailOpen">Whether unhealthy targets get requests as well.</param>
    public void AddRequest(double share, bool isFailOpen)
    {
        Add(TargetGroupCounter.Requests);
        if (share > 0)
        {
            Counters.AddFraction((int)TargetGroupCounter.RequestsPerTarget, share);
        }

        if (isFailOpen)
        {
            Add(TargetGroupCounter.UnhealthyRoutingRequests);
        }
    }

    /// <summary>A target answered.</summary>
    public void AddStatus(int statusCode)
    {
        switch (statusCode / 100)
        {
            case 2:
                Add(TargetGroupCounter.Target2xx);
                break;
            case 3:
                Add(TargetGroupCounter.Target3xx);
                break;
            case 4:
                Add(TargetGroupCounter.Target4xx);
                break;
            case 5:
                Add(TargetGroupCounter.Target5xx);
                break;
        }
    }

    /// <summary><c>target_processing_time</c> of a request.</summary>
    public void AddResponseTime(TimeSpan time)
    {
        Counters.Add(FirstBucket + ResponseTimes.BucketOf(time), 1);
        Counters.Add(TotalTime, time.Ticks);
        if (Told is { Enabled: true })
        {
            Told.Record(time.TotalSeconds, LoadBalancer.Dimension.Tag, Dimension.Tag);
        }
    }

    /// <summary>Something failed the request, with one of AWS's codes: those that begin with Lambda tell of a function.</summary>
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
    public void AddError(string reason)
    {
        if (reason is "LambdaConnectionError" or "LambdaConnectionTimeout" or "LambdaServiceException"
            or "LambdaUnhandledException")
        {
            Add(TargetGroupCounter.LambdaInternalErrors);
        }
        else if (reason.StartsWith("Lambda", StringComparison.Ordinal))
        {
            Add(TargetGroupCounter.LambdaUserErrors);
        }
    }

    private StripedCounters Counters => Volatile.Read(ref _counters) ?? Begin();

    /// <summary>Of requests that are the first at once, one makes them for all.</summary>
    private StripedCounters Begin()
    {
        var made = new StripedCounters(TotalTime + 1);
        return Interlocked.CompareExchange(ref _counters, made, null) ?? made;
    }

    private long Sum(int counter) => Volatile.Read(ref _counters)?.Sum(counter) ?? 0;
}
