using System.Collections.Concurrent;
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
    private readonly Dictionary<string, CountedLoadBalancer> _loadBalancers = [];
    private readonly ConcurrentDictionary<string, SharedGroup> _groups = new();

    /// <summary>Target groups behind load balancers that forward to them no longer.</summary>
    private readonly HashSet<TargetGroupMetrics> _leaving = [];

    private readonly Histogram<double> _responseTimes;
    private readonly Histogram<double> _authLatencies;

    private int _emptied;

    /// <summary>Null until it is asked for.</summary>
    private MetricsReading? _reading;

    public MetricsRegistry()
    {
        _responseTimes = Histogram("TargetResponseTime", "Time from sending a request to the first byte of the target's answer");
        _authLatencies = Histogram("ELBAuthLatency", "Time that providers took to tell of a user, or to fail");
    }

    /// <summary>The meter of what CloudWatch has.</summary>
    public Meter Meter { get; } = new(MetricInstruments.Aws);

    /// <summary>Of a load balancer, before requests see it.</summary>
    public LoadBalancerMetrics Of(LoadBalancer loadBalancer)
    {
        lock (_lock)
        {
            return Counted(loadBalancer).Metrics;
        }
    }

    /// <summary>Of a target group to which a load balancer forwards, before requests see it.</summary>
    public TargetGroupMetrics Of(LoadBalancer loadBalancer, TargetGroup targetGroup)
    {
        lock (_lock)
        {
            var owner = Counted(loadBalancer);
            var group = owner.Find(targetGroup.Arn);
            if (group is null)
            {
                group = Add(owner, targetGroup.Arn);
            }
            else if (!group.IsWanted)
            {
                Want(group, isWanted: true);
                owner.Seen = null;
            }

            group.Kind = (targetGroup.TargetType, targetGroup.ProtocolVersion);
            return group;
        }
    }

    /// <summary>
    /// Where the connections to the targets of a group are counted: with the first load balancer, where several forward
    /// to it, since they share them. Null where the group is gone.
    /// </summary>
    public TargetGroupMetrics? OfTargets(string targetGroupArn) => _groups.GetValueOrDefault(targetGroupArn)?.First;

    /// <summary>Once requests see a topology: what it does not have is let go as soon as it has drained.</summary>
    public void Keep(Topology topology)
    {
        lock (_lock)
        {
            foreach (var one in _loadBalancers.Values)
            {
                one.IsWanted = false;
            }

            foreach (var loadBalancer in topology.LoadBalancers)
            {
                var counted = Counted(loadBalancer);
                // What is the very same as before forwards to the same groups.
                if (!ReferenceEquals(counted.Seen, loadBalancer))
                {
                    Want(counted, loadBalancer.TargetGroupArns.ToHashSet(StringComparer.Ordinal));
                    counted.Seen = loadBalancer;
                }
            }

            foreach (var gone in _loadBalancers.Values.Where(one => !one.IsWanted))
            {
                Want(gone, []);
                gone.Seen = null;
            }
        }
    }

    /// <summary>Forgets what is out of the topology and has nothing under way.</summary>
    /// <param name="isDraining">Whether a target group, by its ARN, has targets that drain.</param>
    public void Forget(Func<string, bool> isDraining)
    {
        lock (_lock)
        {
            foreach (var group in _leaving.Where(group => !isDraining(group.Arn)).ToArray())
            {
                Remove(group);
            }

            foreach (var gone in _loadBalancers.Values
                .Where(one => !one.IsWanted && one.Groups.Count == 0 && one.Metrics.OpenClientConnections == 0)
                .ToArray())
            {
                _loadBalancers.Remove(gone.Metrics.Id);
                _reading = null;
            }
        }
    }

    /// <summary>How often counters began again at 0.</summary>
    public int Emptied => Volatile.Read(ref _emptied);

    /// <summary>Counters begin again at 0.</summary>
    public void Empty()
    {
        lock (_lock)
        {
            _emptied++;
            foreach (var counted in _loadBalancers.Values)
            {
                counted.Metrics.Empty();
                foreach (var group in counted.Groups)
                {
                    group.Empty();
                }
            }
        }
    }

    /// <summary>What there is to show, in the order of their names.</summary>
    public MetricsReading Read()
    {
        lock (_lock)
        {
            if (_reading is null)
            {
                var inOrder = _loadBalancers.Values.OrderBy(one => one.Metrics.Id, StringComparer.Ordinal).ToArray();
                _reading = new MetricsReading(
                    Array.ConvertAll(inOrder, one => one.Metrics), Array.ConvertAll(inOrder, one => one.InOrder));
            }

            return _reading;
        }
    }

    public void Dispose() => Meter.Dispose();

    private Histogram<double> Histogram(string name, string help) => Meter.CreateHistogram(
        name, "s", help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = ResponseTimes.Bounds });

    private CountedLoadBalancer Counted(LoadBalancer loadBalancer)
    {
        var id = loadBalancer.ResourceId;
        if (!_loadBalancers.TryGetValue(id, out var counted))
        {
            _loadBalancers[id] = counted = new CountedLoadBalancer(new LoadBalancerMetrics(id, _authLatencies));
            _reading = null;
        }

        counted.IsWanted = true;
        return counted;
    }

    private TargetGroupMetrics Add(CountedLoadBalancer owner, string arn)
    {
        var shared = _groups.GetOrAdd(arn, static arn => new SharedGroup(Dimension.OfTargetGroup(arn)));
        var group = new TargetGroupMetrics(owner.Metrics, arn, shared.Dimension) { Told = _responseTimes, IsWanted = true };
        owner.Add(group);
        owner.Seen = null;
        shared.Add(group);
        _reading = null;
        return group;
    }

    private void Remove(TargetGroupMetrics group)
    {
        _leaving.Remove(group);
        _loadBalancers[group.LoadBalancer.Id].Remove(group);
        var shared = _groups[group.Arn];
        shared.Remove(group);
        if (shared.First is null)
        {
            _groups.TryRemove(group.Arn, out _);
        }

        _reading = null;
    }

    private void Want(CountedLoadBalancer loadBalancer, HashSet<string> arns)
    {
        foreach (var group in loadBalancer.Groups)
        {
            var isWanted = arns.Contains(group.Arn);
            if (isWanted != group.IsWanted)
            {
                Want(group, isWanted);
            }
        }
    }

    private void Want(TargetGroupMetrics group, bool isWanted)
    {
        _groups[group.Arn].Want(group, isWanted);
        if (isWanted)
        {
            _leaving.Remove(group);
        }
        else
        {
            _leaving.Add(group);
        }
    }
}
