namespace AlbEmulator.Model;

/// <summary>
/// A port of a load balancer, with the rules that say what becomes of a request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"/>
/// </summary>
public sealed record Listener
{
    public required string Arn { get; init; }

    /// <summary>1–65535.</summary>
    public required int Port { get; init; }

    public required ListenerProtocol Protocol { get; init; }

    public required IReadOnlyList<RuleAction> DefaultActions { get; init; }

    /// <summary>In order of priority, lowest first; the default rule is not among them.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public Origin Origin { get; init; } = Origin.None;
}

/// <summary>What clients speak to a listener. HTTPS comes with the issue on the edge.</summary>
public enum ListenerProtocol
{
    Http,
}
