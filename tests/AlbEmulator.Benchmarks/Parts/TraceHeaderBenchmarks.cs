using AlbEmulator.Tracing;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Deciding X-Amzn-Trace-Id: done once for every request.</summary>
[MemoryDiagnoser]
public class TraceHeaderBenchmarks
{
    private const long EpochSeconds = 1_700_000_000;
    private const long HeaderBytes = 300;
    private readonly TraceIds _ids = new();

    [Benchmark(Baseline = true)]
    public string None() => TraceHeader.Decide(default, HeaderBytes, EpochSeconds, _ids);

    [Benchmark]
    public string Root() =>
        TraceHeader.Decide("Root=1-67891233-abcdef012345678912345678", HeaderBytes, EpochSeconds, _ids);

    [Benchmark]
    public string SelfRootAndCustom() => TraceHeader.Decide(
        "Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678;CalledFrom=app",
        HeaderBytes,
        EpochSeconds,
        _ids);
}
