using AlbEmulator.AccessLogs;
using AlbEmulator.Health;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Metrics;

/// <summary>What the emulator tells of itself, which AWS has no name for. Another value is another line here.</summary>
/// <param name="version">Of the program.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The live access log.</param>
/// <param name="reloads">Changes of the topology.</param>
/// <param name="connections">Connections to targets.</param>
/// <param name="healthChecks">Who is checked.</param>
internal sealed class EmulatorTable(
    string version,
    TimeProvider time,
    AccessLogFile log,
    TopologyReloads reloads,
    TargetConnections connections,
    HealthChecks healthChecks)
{
    private static readonly Dimensions Good = Dimensions.Of("result", "result", "good");
    private static readonly Dimensions Refused = Dimensions.Of("result", "result", "refused");
    private static readonly Dimensions OfClients = Dimensions.Of("side", "side", "client");
    private static readonly Dimensions ToTargets = Dimensions.Of("side", "side", "target");

    private readonly long _startedAt = time.GetTimestamp();
    private readonly Dimensions _build = Dimensions.Of("version", "version", version);

    public IEnumerable<Metric> Metrics =>
    [
        new("alb_emulator.build", "alb_emulator_build_info", MetricKind.Gauge, "1", "1, with the version of the emulator",
            _ => [new Sample(_build, 1)]),
        Gauge("alb_emulator.uptime", "alb_emulator_uptime_seconds", "s", "Time since the emulator started",
            () => time.GetElapsedTime(_startedAt).TotalSeconds),
        Counter("alb_emulator.access_log.written", "alb_emulator_access_log_lines_written_total", "{line}",
            "Lines that stand in the access log", () => log.LinesWritten),
        Gauge("alb_emulator.access_log.waiting", "alb_emulator_access_log_lines_waiting", "{line}",
            "Lines that wait for the disk", () => log.LinesWaiting),
        Counter("alb_emulator.access_log.lost", "alb_emulator_access_log_lines_lost_total", "{line}",
            "Lines that are in no file and never will be", () => log.LinesLost),
        new("alb_emulator.topology.reloads", "alb_emulator_topology_reloads_total", MetricKind.Counter, "{reload}",
            "Changes of the topology while it ran",
            _ => [new Sample(Good, reloads.Good), new Sample(Refused, reloads.Refused)]),
        new("alb_emulator.connections", "alb_emulator_open_connections", MetricKind.Gauge, "{connection}",
            "Connections that are open, or to targets being opened",
            reading =>
            [
                new Sample(OfClients, reading.LoadBalancers.Sum(one => one.OpenClientConnections)),
                new Sample(ToTargets, connections.Count),
            ]),
        Counter("alb_emulator.health_checks", "alb_emulator_health_checks_total", "{check}",
            "Health checks that were made", () => healthChecks.Count),
    ];

    private static Metric Counter(string name, string prometheusName, string unit, string help, Func<long> value) => new(
        name, prometheusName, MetricKind.Counter, unit, help, _ => [new Sample(Dimensions.None, value())]);

    private static Metric Gauge(string name, string prometheusName, string unit, string help, Func<double> value) => new(
        name, prometheusName, MetricKind.Gauge, unit, help, _ => [new Sample(Dimensions.None, value())]);
}
