using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Records;

/// <summary>An emulator that delivers logs to buckets, in a folder, every ten seconds.</summary>
internal static class DeliveringLogs
{
    private static readonly Dictionary<string, string> Buckets = new()
    {
        ["access_logs.s3.enabled"] = "true",
        ["access_logs.s3.bucket"] = "logs",
        ["connection_logs.s3.enabled"] = "true",
        ["connection_logs.s3.bucket"] = "logs",
        ["health_check_logs.s3.enabled"] = "true",
        ["health_check_logs.s3.bucket"] = "logs",
    };

    /// <summary>Null when the Release build is not there.</summary>
    public static Proxy? Define(Stage stage, int targetPort, IReadOnlyList<string> environment, string name) =>
        EmulatorProxy.Define(
            stage,
            targetPort,
            [.. environment, $"Alb__LogStore={stage.PathOf($"{name}-s3")}", "Alb__LogIntervalSeconds=10"],
            name,
            loadBalancerAttributes: Buckets);
}
