using System.Collections.Frozen;
using AlbEmulator.Listeners.Certificates;
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
    /// <param name="endpoints">The endpoint of every target group, by ARN.</param>
    /// <param name="targets">The targets of every target group.</param>
    /// <param name="cookieSeals">Seals and opens the cookies of sticky clients.</param>
    /// <param name="hasDebugHeaders"><c>Alb:DebugHeaders</c>.</param>
    /// <param name="handshakes">The handshake of every HTTPS listener, by the listener's ARN.</param>
    public static Snapshot Compile(
        Topology topology,
        DateTimeOffset loadedAt,
        IReadOnlyDictionary<string, Endpoint> endpoints,
        TargetRegistry targets,
        CookieSeals cookieSeals,
        bool hasDebugHeaders = false,
        IReadOnlyDictionary<string, ServerHandshake>? handshakes = null)
    {
        var groups = topology.TargetGroups.ToFrozenDictionary(
            group => group.Arn,
            group => new TargetGroupSnapshot(group, endpoints[group.Arn], targets.Of(group.Arn))
            {
                Stickiness = StickyTargets.Of(group),
            });
        var listeners =
            from loadBalancer in topology.LoadBalancers
            from listener in loadBalancer.Listeners
            select new ListenerSnapshot(loadBalancer, listener, RuleTable.Compile(listener, groups), cookieSeals)
            {
                Handshake = handshakes?.GetValueOrDefault(listener.Arn),
                HasDebugHeaders = hasDebugHeaders,
            };
        return new Snapshot(listeners.ToFrozenDictionary(listener => listener.EndpointName), groups, loadedAt);
    }
}
