using System.Collections.Frozen;
using AlbEmulator.Model;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// Which load balancers keep archives of which logs, and where: what their attributes <c>access_logs.s3.*</c>,
/// <c>connection_logs.s3.*</c> and <c>health_check_logs.s3.*</c> say.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"/>
/// </summary>
internal sealed class LogArchives(LogSpool spool, LogDeliveries deliveries, AlbSettings settings)
{
    private static readonly (LogKind Kind, Func<LoadBalancerAttributes, LogBucket?> Bucket)[] Kinds =
    [
        (LogKind.Access, attributes => attributes.AccessLogs),
        (LogKind.Connection, attributes => attributes.ConnectionLogs),
        (LogKind.HealthCheck, attributes => attributes.HealthCheckLogs),
    ];

    /// <summary>By load balancer, of each kind that is kept by any.</summary>
    private volatile FrozenDictionary<LogKind, FrozenDictionary<string, LogDestination>> _kept =
        FrozenDictionary<LogKind, FrozenDictionary<string, LogDestination>>.Empty;

    public LogSpool Spool => spool;

    /// <summary>One writer, the publisher of snapshots, calls this before requests see a topology.</summary>
    public void Use(Topology topology)
    {
        var kept = new Dictionary<LogKind, FrozenDictionary<string, LogDestination>>();
        foreach (var (kind, bucketOf) in Kinds)
        {
            var before = _kept.GetValueOrDefault(kind);
            var destinations = new Dictionary<string, LogDestination>();
            foreach (var loadBalancer in topology.LoadBalancers)
            {
                if (bucketOf(loadBalancer.Attributes) is { } bucket)
                {
                    destinations[loadBalancer.ResourceId] = Destination(
                        kind, bucket, loadBalancer.ResourceId, before?.GetValueOrDefault(loadBalancer.ResourceId));
                }
            }

            if (destinations.Count > 0)
            {
                kept[kind] = destinations.ToFrozenDictionary();
            }
        }

        _kept = kept.ToFrozenDictionary();
        if (kept.Count > 0 || spool.IsThere)
        {
            deliveries.Start();
        }
    }

    /// <summary>Whether any load balancer keeps archives of a log.</summary>
    public bool Have(LogKind kind) => _kept.Count > 0 && _kept.ContainsKey(kind);

    /// <summary>The archive that a line belongs to.</summary>
    public LogRoute RouteOf(LogKind kind, LogLineSource source)
    {
        var kept = _kept;
        return kept.Count > 0
            && kept.TryGetValue(kind, out var destinations)
            && destinations.TryGetValue(source.LoadBalancer, out var destination)
                ? new LogRoute(destination, source.NodeAddress, deliveries.IntervalEnd(source.Time))
                : default;
    }

    /// <inheritdoc cref="LogDeliveries.FlushBefore"/>
    public void FlushBeforeDelivery(Func<Task> flush) => deliveries.FlushBefore(flush);

    /// <summary>The same as before where nothing changed; else a new one, which begins with its test object.</summary>
    private LogDestination Destination(LogKind kind, LogBucket bucket, string loadBalancer, LogDestination? before)
    {
        if (before is not null && before.Bucket == bucket)
        {
            return before;
        }

        var destination = new LogDestination(kind, bucket, loadBalancer, settings);
        deliveries.Enable(destination);
        return destination;
    }
}
