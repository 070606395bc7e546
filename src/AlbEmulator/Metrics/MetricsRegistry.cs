using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using AlbEmulator.Model;

namespace AlbEmulator.Metrics;

/// <summary>
/// The counters of every load balancer and target group, kept from topology to topology, so that they go on over a
/// reload. What a topology does not have any more is shown until it has drained.
/// </summary>
internal sealed class MetricsRegistry : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LoadBalancerMetrics> _loadBalancers = [];
    private readonly Dictionary<(string LoadBalancer, string TargetGroupArn), TargetGroupMetrics> _targetGroups = [];
    private readonly HashSet<(string LoadBalancer, string TargetGroupArn)> _wanted = [];
    private readonly HashSet<string> _wantedLoadBalancers = [];

    /// <summary>Null until it is asked for.</summary>
    private volatile FrozenDictionary<string, TargetGroupMetrics>? _byArn;

    private readonly Histogram<double> _responseTimes;

    public MetricsRegistry() => _responseTimes = Meter.CreateHistogram(
        "TargetResponseTime",
        "s",
        "Time from sending a request to the first byte of the target's answer",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = ResponseTimes.Bounds });

    /// <summary>The meter of what CloudWatch has.</summary>
    public Meter Meter { get; } = new(MetricInstruments.Aws);

    /// <summary>Of a load balancer, before requests see it.</summary>
    public LoadBalancerMetrics Of(LoadBalancer loadBalancer)
    {
        var id = loadBalancer.ResourceId;
        lock (_lock)
        {
            _wantedLoadBalancers.Add(id);
            return _loadBalancers.TryGetValue(id, out var known) ? known : _loadBalancers[id] = new LoadBalancerMetrics(id);
        }
    }

    /// <summary>Of a target group to which a load balancer forwards, before requests see it.</summary>
    public TargetGroupMetrics Of(LoadBalancer loadBalancer, TargetGroup targetGroup)
    {
        var owner = Of(loadBalancer);
        var key = (owner.Id, targetGroup.Arn);
        lock (_lock)
        {
            if (_wanted.Add(key))
            {
                _byArn = null;
            }

            if (!_targetGroups.TryGetValue(key, out var counted))
            {
                _targetGroups[key] = counted = new TargetGroupMetrics(owner, targetGroup.Arn) { Told = _responseTimes };
            }

            counted.Kind = (targetGroup.TargetType, targetGroup.ProtocolVersion);
            return counted;
        }
    }

    /// <summary>
    /// Where the connections to the targets of a group are counted: with the first load balancer, where several forward
    /// to it, since they share them. Null where the group is gone.
    /// </summary>
    public TargetGroupMetrics? OfTargets(string targetGroupArn) => (_byArn ?? Index()).GetValueOrDefault(targetGroupArn);

    /// <summary>Once requests see a topology: what it does not have is let go as soon as it has drained.</summary>
    public void Keep(Topology topology)
    {
        lock (_lock)
        {
            _wanted.Clear();
            _wantedLoadBalancers.Clear();
            foreach (var loadBalancer in topology.LoadBalancers)
            {
                _wantedLoadBalancers.Add(loadBalancer.ResourceId);
                _wanted.UnionWith(loadBalancer.TargetGroupArns.Select(arn => (loadBalancer.ResourceId, arn)));
            }

            _byArn = null;
        }
    }

    /// <summary>Forgets what is out of the topology and has nothing under way.</summary>
    /// <param name="isDraining">Whether a target group, by its ARN, has targets that drain.</param>
    public void Forget(Func<string, bool> isDraining)
    {
        lock (_lock)
        {
            foreach (var key in _targetGroups.Keys.Where(key => !_wanted.Contains(key) && !isDraining(key.TargetGroupArn)).ToArray())
            {
                _targetGroups.Remove(key);
                _byArn = null;
            }

            var inUse = _targetGroups.Keys.Select(key => key.LoadBalancer).ToHashSet();
            foreach (var gone in _loadBalancers.Values
                .Where(one => !_wantedLoadBalancers.Contains(one.Id) && !inUse.Contains(one.Id) && one.OpenClientConnections == 0)
                .ToArray())
            {
                _loadBalancers.Remove(gone.Id);
            }
        }
    }

    /// <summary>What there is to show, in the order of their names.</summary>
    public MetricsReading Read()
    {
        lock (_lock)
        {
            return new MetricsReading(
                [.. _loadBalancers.Values.OrderBy(one => one.Id, StringComparer.Ordinal)],
                [.. _targetGroups.Values
                    .OrderBy(one => one.LoadBalancer.Id, StringComparer.Ordinal)
                    .ThenBy(one => one.Arn, StringComparer.Ordinal)]);
        }
    }

    public void Dispose() => Meter.Dispose();

    /// <summary>Load balancers that still forward to a group go before those that did.</summary>
    private FrozenDictionary<string, TargetGroupMetrics> Index()
    {
        lock (_lock)
        {
            return _byArn ??= _targetGroups.Values
                .OrderBy(group => _wanted.Contains((group.LoadBalancer.Id, group.Arn)) ? 0 : 1)
                .ThenBy(group => group.LoadBalancer.Id, StringComparer.Ordinal)
                .DistinctBy(group => group.Arn)
                .ToFrozenDictionary(group => group.Arn);
        }
    }
}

/// <summary>Everything that is counted now.</summary>
internal sealed record MetricsReading(
    IReadOnlyList<LoadBalancerMetrics> LoadBalancers, IReadOnlyList<TargetGroupMetrics> TargetGroups);
