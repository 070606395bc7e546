using System.Collections.Frozen;
using AlbEmulator.Forwarding;
using AlbEmulator.Listeners;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Rules;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Snapshots;

/// <summary>Topology in, snapshot out.</summary>
internal static class SnapshotCompiler
{
    /// <param name="topology">A valid topology.</param>
    /// <param name="loadedAt">When it was loaded.</param>
    /// <param name="targets">The targets of every target group.</param>
    /// <param name="cookieSeals">Seals and opens the cookies of sticky clients.</param>
    /// <param name="clients">Those by which targets are spoken to; null where nothing is forwarded.</param>
    /// <param name="hasDebugHeaders"><c>Alb:DebugHeaders</c>.</param>
    /// <param name="handshakes">The handshake of every HTTPS listener, by the listener's ARN.</param>
    /// <param name="metrics">Where requests are counted; null for nowhere.</param>
    /// <param name="ignoresHostPort"><c>Alb:IgnoreHostPort</c>.</param>
    public static Snapshot Compile(
        Topology topology,
        DateTimeOffset loadedAt,
        TargetRegistry targets,
        CookieSeals cookieSeals,
        TargetClients? clients = null,
        bool hasDebugHeaders = false,
        IReadOnlyDictionary<string, ServerHandshake>? handshakes = null,
        MetricsRegistry? metrics = null,
        bool ignoresHostPort = false)
    {
        var groups = topology.TargetGroups.ToFrozenDictionary(
            group => group.Arn,
            group => new TargetGroupSnapshot(group, targets.Of(group.Arn))
            {
                Client = clients?.Of(group.Arn),
                Stickiness = StickyTargets.Of(group),
            });
        var listeners =
            from loadBalancer in topology.LoadBalancers
            let behindIt = metrics is null ? groups : Counted(loadBalancer, groups, metrics)
            from listener in loadBalancer.Listeners
            select new ListenerSnapshot(loadBalancer, listener, RuleTable.Compile(listener, behindIt), cookieSeals)
            {
                Hosts = new RequestHosts(listener, loadBalancer.DnsName, ignoresHostPort),
                Handshake = handshakes?.GetValueOrDefault(listener.Arn),
                HasDebugHeaders = hasDebugHeaders,
                Metrics = metrics?.Of(loadBalancer) ?? LoadBalancerMetrics.Unread,
            };
        var byEndpoint =
            from listener in listeners
            from name in listener.EndpointNames
            select KeyValuePair.Create(name, listener);
        return new Snapshot(byEndpoint.ToFrozenDictionary(), groups, loadedAt);
    }

    /// <summary>The groups to which a load balancer forwards, each with what is counted of it there.</summary>
    private static FrozenDictionary<string, TargetGroupSnapshot> Counted(
        LoadBalancer loadBalancer, FrozenDictionary<string, TargetGroupSnapshot> groups, MetricsRegistry metrics) =>
        MetricsRegistry.TargetGroupsOf(loadBalancer).ToFrozenDictionary(
            arn => arn,
            arn => groups[arn] with { Metrics = metrics.Of(loadBalancer, groups[arn].TargetGroup) });
}
