using AlbEmulator.Metrics;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>What counting adds to a request that is forwarded.</summary>
[MemoryDiagnoser]
public class MetricsBenchmarks
{
    private static readonly LoadBalancerMetrics LoadBalancer = new("app/demo/50dc6c495c0c9188");

    private readonly TargetGroupMetrics _targetGroup = new(
        LoadBalancer, "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067");

    [Benchmark]
    public void ForwardedRequest()
    {
        LoadBalancer.Add(LoadBalancerCounter.RuleEvaluations, 5);
        _targetGroup.AddRequest(1.0 / 3, isFailOpen: false);
        _targetGroup.AddStatus(200);
        _targetGroup.AddResponseTime(TimeSpan.FromMilliseconds(20));
        LoadBalancer.AddBytes(1000, isIPv6: false, targetGroup: null);
    }
}
