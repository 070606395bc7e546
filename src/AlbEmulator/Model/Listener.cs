using System.Runtime.CompilerServices;

namespace AlbEmulator.Model;

/// <summary>
/// A port of a load balancer, with the rules that say what becomes of a request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"/>
/// </summary>
public sealed record Listener
{
    private const int OwnPort = -1;

    /// <summary>What all of its forward actions come to, once somebody has asked.</summary>
    private ForwardsInAll? _forwards;

    public required string Arn { get; init; }

    /// <summary>1–65535; 0 for one that is free, which is another where listeners are bound.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// The port that is bound, where another than <see cref="Port"/> is. Only who connects sees it: rules, headers and logs
    /// say <see cref="Port"/>, also where a client names this one in its Host header. 0 as there.
    /// </summary>
    public int BindPort { get => field == OwnPort ? Port : field; init; } = OwnPort;

    public required ListenerProtocol Protocol { get; init; }

    /// <summary>What an HTTPS listener agrees to in a handshake.</summary>
    public SslPolicy SslPolicy { get; init; } = SslPolicies.Default;

    /// <summary>
    /// Whether the policy was written down. The default keeps this machine's ciphers, so that sessions are resumed.
    /// </summary>
    public bool IsSslPolicyWritten { get; init; }

    /// <summary>What is asked of clients' certificates.</summary>
    public MutualAuthentication MutualAuthentication { get; init; } = MutualAuthentication.Off;

    /// <summary>
    /// Those of an HTTPS listener, the default first; none stands for one that is made for development.
    /// </summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];

    public ListenerAttributes Attributes { get; init; } = ListenerAttributes.Default;

    public required IReadOnlyList<RuleAction> DefaultActions
    {
        get;
        init => (field, _forwards) = (value, null);
    }

    /// <summary>In order of priority, lowest first; the default rule is not among them.</summary>
    public IReadOnlyList<Rule> Rules
    {
        get;
        init => (field, _forwards) = (value, null);
    }
    = [];

    public Origin Origin { get; init; } = Origin.None;

    /// <summary>Those of its rules, and its default actions.</summary>
    public IEnumerable<RuleAction> Actions => Rules.SelectMany(rule => rule.Actions).Concat(DefaultActions);

    public IEnumerable<RuleAction.Forward> Forwards => Actions.OfType<RuleAction.Forward>();

    /// <summary>The target groups that it forwards to, with whatever weight, each once.</summary>
    public IReadOnlyList<string> TargetGroupArns => InAll.TargetGroupArns;

    /// <summary>Whether one of its forward actions keeps clients with a target group.</summary>
    public bool KeepsClients => InAll.KeepClients;

    /// <summary>Whether users log in to pass one of its rules, or its default actions.</summary>
    public bool HasLogins => Actions.OfType<RuleAction.Authenticate>().Any();

    private ForwardsInAll InAll => _forwards ??= new(
        [.. Forwards.SelectMany(forward => forward.TargetGroups).Select(group => group.TargetGroupArn).Distinct(StringComparer.Ordinal)],
        Forwards.Any(forward => forward.Stickiness is not null));

    /// <summary>Two that say the same are two: what stayed the same over a change is the same listener.</summary>
    public bool Equals(Listener? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private sealed record ForwardsInAll(string[] TargetGroupArns, bool KeepClients);
}

/// <summary>What clients speak to a listener.</summary>
public enum ListenerProtocol
{
    Http,
    Https,
}

/// <summary>The names of a protocol.</summary>
public static class ListenerProtocols
{
    /// <summary><c>http</c> or <c>https</c>, as it stands in URLs.</summary>
    public static string Scheme(this ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.Http => "http",
        ListenerProtocol.Https => "https",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>80 or 443: the port that clients leave away in URLs and in Host headers.</summary>
    public static int UsualPort(this ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.Http => 80,
        ListenerProtocol.Https => 443,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
