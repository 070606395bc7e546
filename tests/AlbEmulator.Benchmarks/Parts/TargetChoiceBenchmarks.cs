using System.Net;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Choosing the target of a request: done once for every request.</summary>
[MemoryDiagnoser]
public class TargetChoiceBenchmarks
{
    private GroupTargets _targets = null!;

    [Params(LoadBalancingAlgorithm.RoundRobin, LoadBalancingAlgorithm.LeastOutstandingRequests, LoadBalancingAlgorithm.WeightedRandom)]
    public LoadBalancingAlgorithm Algorithm { get; set; }

    [Params(3, 200)]
    public int Targets { get; set; }

    [GlobalSetup]
    public void Register()
    {
        var group = new TargetGroup { Name = "web", Arn = "arn", Attributes = new() { Algorithm = Algorithm } };
        _targets = new GroupTargets(group);
        _targets.Register(
            group,
            [
                .. Enumerable.Range(1, Targets).Select(port => (
                    new Target("127.0.0.1", port),
                    new TargetAddress(new IPEndPoint(IPAddress.Loopback, port), $"127.0.0.1:{port}"))),
            ],
            TargetHealth.Healthy);
    }

    [Benchmark]
    public object? Choose() => _targets.Choose();
}
