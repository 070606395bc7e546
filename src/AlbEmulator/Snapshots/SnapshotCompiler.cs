using System.Collections.Frozen;
using AlbEmulator.Authentication;
using AlbEmulator.Faults;
using AlbEmulator.Forwarding;
using AlbEmulator.Listeners;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Machine;
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
/// <param name="gates">Make what lets requests pass; null where none are sent.</param>
/// <param name="faults">What may be done to requests; null for nothing.</param>
internal sealed class SnapshotCompiler(
    TargetRegistry targets,
    CookieSeals cookieSeals,
    AlbSettings settings,
    TargetClients? clients = null,
    MetricsRegistry? metrics = null,
    Gates? gates = null,
    InjectedFaults? faults = null)
{
    private readonly LoginRequests _loginRequests = new(settings.Region);

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
        before ??= Snapshot.Empty;
        var groups = new Dictionary<string, TargetGroupSnapshot>(topology.TargetGroups.Count, StringComparer.Ordinal);
        var others = new List<string>();
        foreach (var group in topology.TargetGroups)
        {
            var known = before.TargetGroups.GetValueOrDefault(group.Arn);
            var compiled = Compile(group, known);
            groups.Add(group.Arn, compiled);
            if (!ReferenceEquals(compiled, known))
            {
                others.Add(group.Arn);
            }
        }

        var behind = topology.LoadBalancers.ToDictionary(
            loadBalancer => loadBalancer.Arn,
            loadBalancer => Behind(loadBalancer, groups, others, before.Behind.GetValueOrDefault(loadBalancer.Arn)));
        var listeners = Listeners(topology, behind, handshakes, before);
        return new Snapshot(ByEndpoint(listeners, before), groups, loadedAt) { Listeners = listeners, Behind = behind };
    }

    private List<ListenerSnapshot> Listeners(
        Topology topology,
        Dictionary<string, GroupsBehind> behind,
        IReadOnlyDictionary<string, ServerHandshake>? handshakes,
        Snapshot before)
    {
        var known = before.Listeners.ToDictionary(listener => listener.Listener.Arn);
        var all = topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners, ValueTuple.Create).ToList();
        return [.. Together.Each(all, pair =>
        {
            var (loadBalancer, listener) = pair;
            var groups = behind[loadBalancer.Arn].Groups;
            var listenerBefore = known.GetValueOrDefault(listener.Arn);
            var rules = ReferenceEquals(listenerBefore?.Listener, listener)
                && LeadsToTheSame(listener, groups, before.Behind.GetValueOrDefault(loadBalancer.Arn)?.Groups)
                    ? listenerBefore.Rules
                    : RuleTable.Compile(listener, groups, gates is null ? null : action => gates.Of(action, loadBalancer.Arn));
            return Compile(loadBalancer, listener, rules, handshakes?.GetValueOrDefault(listener.Arn), listenerBefore);
        })];
    }

    /// <summary>Whether every group that a listener forwards to is the same thing as before.</summary>
    private static bool LeadsToTheSame(
        Listener listener,
        IReadOnlyDictionary<string, TargetGroupSnapshot> groups,
        IReadOnlyDictionary<string, TargetGroupSnapshot>? before) =>
        ReferenceEquals(groups, before)
        || (before is not null && listener.TargetGroupArns.All(arn => ReferenceEquals(groups[arn], before.GetValueOrDefault(arn))));

    private static FrozenDictionary<string, ListenerSnapshot> ByEndpoint(List<ListenerSnapshot> listeners, Snapshot before) =>
        listeners.SequenceEqual(before.Listeners, ReferenceEqualityComparer.Instance)
            ? before.ByEndpoint
            : listeners.SelectMany(listener => listener.EndpointNames.Select(name => KeyValuePair.Create(name, listener)))
                .ToFrozenDictionary();

    private ListenerSnapshot Compile(
        LoadBalancer loadBalancer, Listener listener, RuleTable rules, ServerHandshake? handshake, ListenerSnapshot? before) =>
        before is not null && ReferenceEquals(before.LoadBalancer, loadBalancer)
            && ReferenceEquals(before.Rules, rules) && ReferenceEquals(before.Handshake, handshake)
                ? before
                : new ListenerSnapshot(loadBalancer, listener, rules, cookieSeals)
                {
                    Hidden = settings.DebugHeaders ? null : rules.Hidden,
                    LoginRequests = listener.HasLogins ? _loginRequests : null,
                    Logins = gates?.LoginsOf(rules.Logins, loadBalancer.Arn),
                    Hosts = new RequestHosts(listener, loadBalancer.DnsName, settings.IgnoreHostPort),
                    Handshake = handshake,
                    HasDebugHeaders = settings.DebugHeaders,
                    Faults = faults ?? InjectedFaults.None,
                    Metrics = metrics?.Of(loadBalancer) ?? LoadBalancerMetrics.Unread,
                };

    private TargetGroupSnapshot Compile(TargetGroup group, TargetGroupSnapshot? before)
    {
        var (registered, client) = (targets.Of(group.Arn), clients?.Of(group.Arn));
        return before?.IsOf(group, registered, client) == true
            ? before
            : new TargetGroupSnapshot(group, registered) { Client = client, Stickiness = StickyTargets.Of(group) };
    }

    /// <summary>The groups to which a load balancer forwards, each with what is counted of it there.</summary>
    /// <param name="loadBalancer">The load balancer.</param>
    /// <param name="groups">All groups.</param>
    /// <param name="others">Those that are other things than before, by ARN.</param>
    /// <param name="before">What was behind it.</param>
    private GroupsBehind Behind(
        LoadBalancer loadBalancer, Dictionary<string, TargetGroupSnapshot> groups, List<string> others, GroupsBehind? before)
    {
        if (before is not null && ReferenceEquals(before.LoadBalancer, loadBalancer) && !others.Exists(before.Groups.ContainsKey))
        {
            return before;
        }

        var counted = metrics is null ? groups : loadBalancer.TargetGroupArns.ToDictionary(
            arn => arn, arn => Counted(groups[arn], before?.Groups.GetValueOrDefault(arn)), StringComparer.Ordinal);
        return new GroupsBehind(loadBalancer, counted);

        TargetGroupSnapshot Counted(TargetGroupSnapshot group, TargetGroupSnapshot? known) =>
            known?.IsOf(group.TargetGroup, group.Targets, group.Client) == true
                ? known
                : group with { Metrics = metrics.Of(loadBalancer, group.TargetGroup) };
    }
}
