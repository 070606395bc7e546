using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Records;

/// <summary>An emulator with everything on that writes down what it does.</summary>
internal static class KeepingEverything
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
    public static Proxy? Define(Stage stage, int targetPort, IReadOnlyList<string> environment) => EmulatorProxy.Define(
        stage,
        targetPort,
        [.. environment, $"Alb__LogStore={stage.PathOf("s3")}", "Alb__LogIntervalSeconds=10", "Alb__JournalSize=1000"],
        "everything",
        loadBalancerAttributes: Buckets);
}
