using System.Text.Json.Serialization;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>GET /load-balancers</c>: what is in effect, for people: load balancers with their listeners and rules in words, and
/// target groups with what is known of each target now.
/// </summary>
internal static class LoadBalancersApi
{
    public static IResult Answer(HttpContext http, string version)
    {
        var (snapshot, topology) = (http.Of<CurrentSnapshot>().Value, http.Of<TopologyStore>().Current);
        var names = topology.TargetGroups.ToDictionary(static group => group.Arn, static group => group.Name, StringComparer.Ordinal);
        var weighted = topology.WeightedGroups();
        return Results.Json(
            new ToldTopology(
                version,
                snapshot.LoadedAt,
                http.Of<ConsoleActions>().AreAllowed,
                [.. topology.LoadBalancers.Select(loadBalancer => Of(loadBalancer, names))],
                [.. topology.TargetGroups.Select(group => Of(group, weighted.Contains(group.Arn), snapshot))])
            {
                Store = ToldStore.Of(http),
            },
            ControlJson.Plain.ToldTopology);
    }

    private static ToldLoadBalancer Of(LoadBalancer loadBalancer, Dictionary<string, string> names) => new(
        loadBalancer.Name,
        loadBalancer.Arn,
        loadBalancer.DnsName,
        From(loadBalancer.Origin),
        [.. loadBalancer.Listeners.Select(listener => new ToldListener(
            listener.Arn,
            listener.Protocol == ListenerProtocol.Https ? "HTTPS" : "HTTP",
            listener.Port,
            ListenerUrls.Of(loadBalancer, listener),
            [
                .. listener.Rules.Select(rule => Of($"{rule.Priority}", rule.Arn, rule.Origin, rule.Conditions, rule.Transforms, rule.Actions, names)),
                Of(Explanation.DefaultPriority, null, listener.Origin, [], [], listener.DefaultActions, names),
            ]))]);

    private static ToldRule Of(
        string priority,
        string? arn,
        Origin origin,
        IReadOnlyList<Condition> conditions,
        IReadOnlyList<Transform> transforms,
        IReadOnlyList<RuleAction> actions,
        Dictionary<string, string> names) => new(
            priority,
            arn,
            From(origin),
            [.. conditions.Select(RuleWords.Of)],
            [.. transforms.Select(RuleWords.Of)],
            [.. actions.Select(action => RuleWords.Of(action, names))],
            [.. actions.OfType<RuleAction.Forward>().SelectMany(forward => Shares(forward, names))]);

    private static IEnumerable<ToldShare> Shares(RuleAction.Forward forward, Dictionary<string, string> names)
    {
        var sum = forward.TargetGroups.Sum(static group => group.Weight);
        return forward.TargetGroups.Select(group => new ToldShare(
            names.GetValueOrDefault(group.TargetGroupArn, group.TargetGroupArn),
            group.Weight,
            sum == 0 ? 0 : Math.Round(100.0 * group.Weight / sum, 2)));
    }

    private static ToldGroup Of(TargetGroup group, bool isWeighted, Snapshot snapshot) => new(
        group.Name,
        group.Arn,
        From(group.Origin),
        TargetGroupWords.Of(group, isWeighted, int.MaxValue),
        group.TargetType.ToString().ToLowerInvariant(),
        group.TargetType == TargetType.Lambda ? null : group.Protocol.ToString().ToUpperInvariant(),
        group.TargetType == TargetType.Lambda ? null : group.ProtocolVersion.ToString().ToUpperInvariant(),
        snapshot.TargetGroups.TryGetValue(group.Arn, out var known) ? [.. known.Targets.Described.Select(Of)] : []);

    private static ToldTarget Of(RegisteredTarget target) => new(
        target.Name,
        target.Address.EndPoint is { } endPoint && target.Target.Id != endPoint.Address.ToString() ? target.Target.Id : null,
        target.Health.StateName,
        target.Health.Reason,
        target.Health.Description,
        target.Held is not null,
        target.Outstanding.Count,
        target.LastCheck is { } check
            ? new ToldCheck(check.StartedAt, check.IsPassed, check.Detail, Math.Round(check.Latency.TotalMilliseconds, 2))
            : null);

    /// <summary>File and line; what the API made has none, or an ARN in the place of a file.</summary>
    private static string From(Origin origin) => origin switch
    {
        { File: "" or ['a', 'r', 'n', ':', ..] } => "API",
        { Line: 0 } => origin.File,
        _ => $"{origin.File}:{origin.Line}",
    };

    /// <param name="Version">Of the emulator.</param>
    /// <param name="LoadedAt">When what is in effect was loaded.</param>
    /// <param name="Actions">Whether faults and held targets are taken.</param>
    /// <param name="LoadBalancers">In the order of the topology.</param>
    /// <param name="TargetGroups">In the order of the topology.</param>
    internal sealed record ToldTopology(
        string Version,
        DateTimeOffset LoadedAt,
        bool Actions,
        IReadOnlyList<ToldLoadBalancer> LoadBalancers,
        IReadOnlyList<ToldGroup> TargetGroups)
    {
        /// <summary>Of one that several nodes have.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public ToldStore? Store { get; init; }
    }

    internal sealed record ToldLoadBalancer(string Name, string Arn, string DnsName, string From, IReadOnlyList<ToldListener> Listeners);

    internal sealed record ToldListener(string Arn, string Protocol, int Port, IReadOnlyList<string> Urls, IReadOnlyList<ToldRule> Rules);

    internal sealed record ToldRule(
        string Priority,
        string? Arn,
        string From,
        IReadOnlyList<string> Conditions,
        IReadOnlyList<string> Transforms,
        IReadOnlyList<string> Actions,
        IReadOnlyList<ToldShare> Forwards);

    internal sealed record ToldShare(string TargetGroup, int Weight, double Percent);

    /// <summary>A target group; <c>Protocol</c> and <c>ProtocolVersion</c> as AWS names them, null for functions.</summary>
    internal sealed record ToldGroup(
        string Name,
        string Arn,
        string From,
        string Words,
        string TargetType,
        string? Protocol,
        string? ProtocolVersion,
        IReadOnlyList<ToldTarget> Targets);

    /// <param name="Target"><c>ip:port</c>, or the ARN of a function.</param>
    /// <param name="Name">The host name it was registered by.</param>
    /// <param name="State">As AWS names it.</param>
    /// <param name="Reason">As AWS names it; null for none.</param>
    /// <param name="Description">The reason in words.</param>
    /// <param name="Held">Whether the control port holds it in its state.</param>
    /// <param name="InFlight">Requests that are under way to it.</param>
    /// <param name="LastCheck">Null before the first.</param>
    internal sealed record ToldTarget(
        string Target, string? Name, string State, string? Reason, string? Description, bool Held, int InFlight, ToldCheck? LastCheck);

    internal sealed record ToldCheck(DateTimeOffset At, bool Passed, string Detail, double Milliseconds);
}
