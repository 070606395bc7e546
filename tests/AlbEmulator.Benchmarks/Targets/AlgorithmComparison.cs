using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Targets;

/// <summary>The algorithms before four targets, one of which is ten times slower than the others.</summary>
internal static class AlgorithmComparison
{
    /// <summary>A fourth of it is more than the slow target can take.</summary>
    private const int PerSecond = 160;

    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(40);
    private static readonly string[] Algorithms = ["round_robin", "least_outstanding_requests", "weighted_random"];

    public static async Task<int> Run(TimeSpan duration, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var ports = Enumerable.Range(0, 4).ToDictionary(_ => LoopbackPort.Free(), number => number == 0 ? Slow : Fast);
        await using var targets = await SerialTarget.StartAsync(ports, cancelled);
        var emulator = EmulatorRun.Start(stage, [.. Algorithms.Select(name => (Name(name), Group(name, ports.Keys)))]);
        var table = new Table("algorithm", "p50 ms", "p99 ms", "max ms", "errors", "p99 of round robin to it");
        var p99 = new Dictionary<string, double>();
        foreach (var (algorithm, port) in Algorithms.Zip(emulator.Ports))
        {
            await FirstAnswer.Wait(emulator.Process, port, "the emulator", cancelled);
            var sample = await ConstantRate.Run($"http://127.0.0.1:{port}/", PerSecond, duration, cancelled);
            p99[algorithm] = sample.P99;
            table.Add(
                algorithm,
                $"{sample.P50:F1}",
                $"{sample.P99:F1}",
                $"{sample.Max:F1}",
                $"{sample.Errors}",
                $"{p99["round_robin"] / sample.P99:F1}");
        }

        table.Print(Console.Out);
        return p99["round_robin"] >= 3 * p99["least_outstanding_requests"] ? 0 : 1;
    }

    private static string Name(string algorithm) => algorithm.Replace('_', '-');

    private static object Group(string algorithm, IEnumerable<int> ports) => new
    {
        Name = Name(algorithm),
        Targets = ports.Select(port => new { Id = "127.0.0.1", Port = port }),
        HealthCheckPath = "/health",
        Attributes = new Dictionary<string, string> { ["load_balancing.algorithm.type"] = algorithm },
    };
}
