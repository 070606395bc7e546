namespace AlbEmulator.Model;

/// <summary>
/// A listener rule: when all of its conditions hold, its actions are taken.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html"/>
/// </summary>
public sealed record Rule
{
    public required string Arn { get; init; }

    /// <summary>1–50000; the lowest is evaluated first.</summary>
    public required int Priority { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    public required IReadOnlyList<RuleAction> Actions { get; init; }

    /// <summary>At most one of each kind.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];

    public Origin Origin { get; init; } = Origin.None;
}
