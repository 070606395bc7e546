using System.Collections.Concurrent;
using System.Diagnostics;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The client of every target group, kept from topology to topology; another one for another version of HTTP or another
/// policy of TLS, so that requests which took the topology before speak to their targets as they did.
/// </summary>
internal sealed class TargetClients : IDisposable
{
    /// <summary>How long a connection is kept that nobody uses. Not documented; many servers keep one for longer.</summary>
    private static readonly TimeSpan KeptIdle = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(15);

    private readonly IHttpForwarder _forwarder;
    private readonly TargetConnector _connector;
    private readonly ConcurrentDictionary<string, TargetClient> _clients = new();
    private readonly List<TargetClient> _replaced = [];
    private readonly ITimer _sweep;

    public TargetClients(
        IHttpForwarder forwarder, TargetConnector connector, TimeProvider time, ILogger<TargetClients> log)
    {
        (_forwarder, _connector) = (forwarder, connector);
        _sweep = new Unattended("The sweep of idle connections to targets", log).Timer(time, Sweep, SweepInterval, SweepInterval);
    }

    /// <param name="targetGroupArn">Of a group that was registered.</param>
    public TargetClient Of(string targetGroupArn) => _clients[targetGroupArn];

    /// <summary>Before requests see a topology: takes up its target groups, and lets go of none.</summary>
    public void Register(Topology topology)
    {
        var policies = topology.TargetPolicies;
        foreach (var group in topology.TargetGroups)
        {
            var policy = group.Protocol == TargetGroupProtocol.Https
                ? policies.GetValueOrDefault(group.Arn, SslPolicies.Default)
                : null;
            if (_clients.TryGetValue(group.Arn, out var known))
            {
                if (known.Fits(group, policy))
                {
                    continue;
                }

                _replaced.Add(known);
            }

            _clients[group.Arn] = new TargetClient(group, policy, _forwarder, _connector);
        }
    }

    /// <summary>Once requests see the topology: lets go of what it does not have.</summary>
    public void Deregister(Topology topology)
    {
        _replaced.ForEach(client => client.Dispose());
        _replaced.Clear();
        if (_clients.Count == topology.TargetGroups.Count)
        {
            return;
        }

        var groups = topology.TargetGroups.Select(group => group.Arn).ToHashSet();
        foreach (var (arn, client) in _clients)
        {
            if (!groups.Contains(arn))
            {
                _clients.TryRemove(arn, out _);
                client.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private void Sweep()
    {
        var since = Stopwatch.GetTimestamp() - (long)(KeptIdle.TotalSeconds * Stopwatch.Frequency);
        foreach (var (_, client) in _clients)
        {
            client.CloseIdle(since);
        }
    }
}
