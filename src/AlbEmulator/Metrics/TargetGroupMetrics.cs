using System.Diagnostics.Metrics;
using AlbEmulator.Model;

namespace AlbEmulator.Metrics;

/// <summary>
/// What is counted of a target group behind one load balancer, from topology to topology. AWS lets a group have one load
/// balancer; here several may forward to it, and each counts its own.
/// </summary>
internal sealed class TargetGroupMetrics
{
    private const int FirstBucket = (int)TargetGroupCounter.Count;
    private static readonly int TotalTime = FirstBucket + ResponseTimes.Buckets;

    private readonly StripedCounters _counters = new(TotalTime + 1);

    /// <param name="loadBalancer">The load balancer that forwards to it.</param>
    /// <param name="arn">Of the group.</param>
    public TargetGroupMetrics(LoadBalancerMetrics loadBalancer, string arn)
    {
        LoadBalancer = loadBalancer;
        Arn = arn;
        Dimensions = Dimensions.Of(loadBalancer.Id, arn[(arn.LastIndexOf(':') + 1)..]);
    }

    /// <summary>Where nobody reads.</summary>
    public static TargetGroupMetrics Unread { get; } = new(LoadBalancerMetrics.Unread, "");

    public LoadBalancerMetrics LoadBalancer { get; }

    public string Arn { get; }

    public Dimensions Dimensions { get; }

    /// <summary>What the group is, or was when it left: there are metrics that not every kind of group has.</summary>
    public (TargetType Type, ProtocolVersion Version) Kind { get; set; }

    /// <summary>
    /// Where response times are told of as well, one by one, while somebody listens: .NET has no instrument by which a
    /// histogram is read. Its bounds are ours. Null for nowhere.
    /// </summary>
    public Histogram<double>? Told { get; init; }

    public long this[TargetGroupCounter counter] => _counters.Sum((int)counter);

    public double RequestsPerTarget => _counters.SumOfFractions((int)TargetGroupCounter.RequestsPerTarget);

    /// <summary>How the response times are spread.</summary>
    public ResponseTimes ResponseTimes
    {
        get
        {
            var buckets = new long[ResponseTimes.Buckets];
            for (var bucket = 0; bucket < buckets.Length; bucket++)
            {
                buckets[bucket] = _counters.Sum(FirstBucket + bucket);
            }

            return new ResponseTimes(buckets, TimeSpan.FromTicks(_counters.Sum(TotalTime)));
        }
    }

    public void Add(TargetGroupCounter counter) => _counters.Add((int)counter, 1);

    /// <summary>A target was chosen for a request.</summary>
    /// <param name="share">Of each target, in a request to the group; 0 of a function.</param>
    /// <param name="isFailOpen">Whether unhealthy targets get requests as well.</param>
    public void AddRequest(double share, bool isFailOpen)
    {
        Add(TargetGroupCounter.Requests);
        if (share > 0)
        {
            _counters.AddFraction((int)TargetGroupCounter.RequestsPerTarget, share);
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
        _counters.Add(FirstBucket + ResponseTimes.BucketOf(time), 1);
        _counters.Add(TotalTime, time.Ticks);
        if (Told is { Enabled: true })
        {
            Told.Record(time.TotalSeconds, Dimensions.Tags[0], Dimensions.Tags[1]);
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
}
