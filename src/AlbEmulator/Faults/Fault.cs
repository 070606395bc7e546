using System.Globalization;
using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Faults;

/// <summary>What is to be done to which requests, as somebody asked for it. At least one of the first four is given.</summary>
internal sealed record Fault
{
    /// <summary>Name, <c>app/NAME/ID</c> or ARN; null for all.</summary>
    public string? LoadBalancer { get; init; }

    /// <summary>Priority, <c>default</c> or <c>0</c>, or ARN; null for all.</summary>
    public string? Rule { get; init; }

    /// <summary>Name or ARN; null for all, and for requests that are not forwarded.</summary>
    public string? TargetGroup { get; init; }

    /// <summary><c>ip:port</c>, or the id of a target with its port or without; null for all, and for requests that are not forwarded.</summary>
    public string? Target { get; init; }

    public FaultKind Kind { get; init; }

    /// <summary>Of <see cref="FaultKind.Status"/>: one of <see cref="FaultStatuses.Given"/>.</summary>
    public int Status { get; init; }

    /// <summary>Of <see cref="FaultKind.Delay"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Of <see cref="FaultKind.Slow"/>: bytes of a body in a second.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>Which part of the requests: above 0, at most 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>When it ends by itself; null for never.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether it stays when the topology is read again.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it is for requests to servers alone: a function has no connection, and its answer comes whole.</summary>
    public bool IsOfServers => Kind is FaultKind.Refuse or FaultKind.Slow;

    /// <summary>Whether it is for a request, whose rule is known, if it goes to <see cref="Target"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="group">To which it is about to be forwarded; null where it is not.</param>
    public bool IsFor(AlbRequest request, TargetGroup? group) =>
        (LoadBalancer is null || JournalFilter.IsLoadBalancer(LoadBalancer, request.Listener.LoadBalancerId))
        && (Rule is null || (request.Rule is { } rule && JournalFilter.IsRule(Rule, rule.Priority, rule.Rule?.Arn)))
        && (TargetGroup is null || JournalFilter.IsTargetGroup(TargetGroup, group?.Name, group?.Arn))
        && (Target is null || group is not null)
        && (!IsOfServers || IsOfServer(group));

    /// <summary>Whether a group has targets that a connection leads to.</summary>
    public static bool IsOfServer(TargetGroup? group) => group is not null && group.TargetType != TargetType.Lambda;

    /// <summary>Whether a target is called so: by its address or its id.</summary>
    public static bool IsTarget(string asked, RegisteredTarget target) =>
        JournalFilter.IsTarget(asked, target.Name) || JournalFilter.IsTarget(asked, $"{target.Target.Id}:{target.Target.Port}");

    /// <summary>Which requests it is for, and what is done to them: <c>25 % of the requests of rule 10 get 503</c>.</summary>
    public string Words => string.Create(
        CultureInfo.InvariantCulture, $"{(Share < 1 ? $"{Share * 100:0.####} % of the" : "all")} requests of {Scope} {What}");

    private string Scope => string.Join(
        " and ",
        new[]
        {
            LoadBalancer is null ? null : $"load balancer {LoadBalancer}",
            Rule switch
            {
                null => null,
                "default" or "0" => "the default rule",
                _ => $"rule {Rule}",
            },
            TargetGroup is null ? null : $"target group {TargetGroup}",
            Target is null ? null : $"target {Target}",
        }.OfType<string>());

    private string What => Kind switch
    {
        FaultKind.Status => $"get {Status}",
        FaultKind.Delay => $"wait {Delay.TotalMilliseconds} ms",
        FaultKind.Reset => "get their connection reset",
        FaultKind.Refuse => "are refused by their target",
        _ => $"get the body of their answer at {BytesPerSecond} bytes per second",
    };
}
