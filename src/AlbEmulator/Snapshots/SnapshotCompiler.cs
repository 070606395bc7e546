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

/// <summary>Topology in, snapshot out; of the one before it takes over what is still the same thing.</summary>
/// <param name="targets">The targets of every target group.</param>
/// <param name="cookieSeals">Seals and opens the cookies of sticky clients.</param>
/// <param name="settings">Of which <c>Alb:DebugHeaders</c> and <c>Alb:IgnoreHostPort</c> matter.</param>
/// <param name="clients">Those by which targets are spoken to; null where nothing is forwarded.</param>
/// <param name="metrics">Where requests are counted; null for nowhere.</param>
internal sealed class SnapshotCompiler(
    TargetRegistry targets,
    CookieSeals cookieSeals,
    AlbSettings settings,
    TargetClients? clients = null,
    MetricsRegistry? metrics = null)
{
    /// <param name="topology">A valid topology.</param>
    /// <param name="loadedAt">When it was loaded.</param>
    /// <param name="handshakes">The handshake of every HTTPS listener, by the listener's ARN.</param>
    /// <param name="before">What was compiled last.</param>
    public Snapshot Compile(
        Topology topology,
        DateTimeOffset loadedAt,
        IReadOnlyDictionary<string, ServerHandshake>? handshakes = null,
        Snapshot? before = null)
    {
        var groups = topology.TargetGroups.ToDictionary(
            group => group.Arn,
            group => Compile(group, before?.TargetGroups.GetValueOrDefault(group.Arn)));
        var behind = topology.LoadBalancers.ToDictionary(
            loadBalancer => loadBalancer.Arn,
            loadBalancer => Behind(loadBalancer, groups, before?.Behind.GetValueOrDefault(loadBalancer.Arn)));
        var known = before?.Listeners.ToDictionary(listener => listener.Listener.Arn) ?? [];
        var byEndpoint =
            from loadBalancer in topology.LoadBalancers
            from listener in loadBalancer.Listeners
            let compiled = Compile(
                loadBalancer, listener, behind[loadBalancer.Arn], handshakes, known.GetValueOrDefault(listener.Arn))
            from name in compiled.EndpointNames
            select KeyValuePair.Create(name, compiled);
        return new Snapshot(byEndpoint.ToFrozenDictionary(), groups, loadedAt) { Behind = behind };
    }

    private ListenerSnapshot Compile(
        LoadBalancer loadBalancer,
        Listener listener,
        IReadOnlyDictionary<string, TargetGroupSnapshot> groups,
        IReadOnlyDictionary<string, ServerHandshake>? handshakes,
        ListenerSnapshot? before)
    {
        var rules = RuleTable.Compile(listener, groups, before?.Rules);
        var handshake = handshakes?.GetValueOrDefault(listener.Arn);
        return before is not null && ReferenceEquals(before.LoadBalancer, loadBalancer) && ReferenceEquals(before.Listener, listener)
            && ReferenceEquals(before.Rules, rules) && ReferenceEquals(before.Handshake, handshake)
                ? before
                : new ListenerSnapshot(loadBalancer, listener, rules, cookieSeals)
                {
                    Hosts = new RequestHosts(listener, loadBalancer.DnsName, settings.IgnoreHostPort),
                    Handshake = handshake,
                    HasDebugHeaders = settings.DebugHeaders,
                    Metrics = metrics?.Of(loadBalancer) ?? LoadBalancerMetrics.Unread,
                };
    }

    private TargetGroupSnapshot Compile(TargetGroup group, TargetGroupSnapshot? before)
    {
        var (registered, client) = (targets.Of(group.Arn), clients?.Of(group.Arn));
        return before is not null && ReferenceEquals(before.TargetGroup, group)
            && ReferenceEquals(before.Client, client) && ReferenceEquals(before.Targets, registered)
                ? before
                : new TargetGroupSnapshot(group, registered) { Client = client, Stickiness = StickyTargets.Of(group) };
    }

    /// <summary>The groups to which a load balancer forwards, each with what is counted of it there.</summary>
    private IReadOnlyDictionary<string, TargetGroupSnapshot> Behind(
        LoadBalancer loadBalancer,
        Dictionary<string, TargetGroupSnapshot> groups,
        IReadOnlyDictionary<string, TargetGroupSnapshot>? before) => metrics is null ? groups :
        loadBalancer.TargetGroupArns.ToDictionary(
            arn => arn,
            arn => before?.GetValueOrDefault(arn) is { } known && known.IsOf(groups[arn])
                ? known
                : groups[arn] with { Metrics = metrics.Of(loadBalancer, groups[arn].TargetGroup) });
}
