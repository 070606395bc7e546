using System.Collections.Frozen;
using AlbEmulator.DataFolders;
using AlbEmulator.Health;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.HealthCheckLogs;

/// <summary>
/// The health check log: a line for every check, of each load balancer that uses the target group.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html"/>
/// </summary>
internal sealed class HealthCheckLog : IAsyncDisposable
{
    private readonly HealthChecks _checks;
    private readonly TopologyStore _store;
    private readonly LogFile _file;
    private Users? _users;

    public HealthCheckLog(
        HealthChecks checks,
        TopologyStore store,
        AlbSettings settings,
        TimeProvider time,
        ILogger<HealthCheckLog> logger,
        LogArchives archives,
        DataFolder data)
    {
        _checks = checks;
        _store = store;
        _file = new LogFile(LogKind.HealthCheck, new LogOutput(settings.HealthCheckLog, data), time, logger, archives);
        checks.Checked += Write;
    }

    public ValueTask DisposeAsync()
    {
        _checks.Checked -= Write;
        return _file.DisposeAsync();
    }

    private void Write(HealthCheckResult result)
    {
        if (_file.IsEnabled)
        {
            foreach (var node in NodesOf(result.TargetGroup))
            {
                _file.Append<HealthCheckLogFormatter, NodeCheck>(new NodeCheck(result, node));
            }
        }
    }

    private LogNode[] NodesOf(TargetGroup group)
    {
        var (topology, users) = (_store.Current, _users);
        if (users is null || !ReferenceEquals(users.Topology, topology))
        {
            _users = users = new Users(topology, LogNode.ByTargetGroup(topology));
        }

        return users.ByTargetGroup.GetValueOrDefault(group.Arn, []);
    }

    private sealed record Users(Topology Topology, FrozenDictionary<string, LogNode[]> ByTargetGroup);
}
