using System.Diagnostics.CodeAnalysis;

namespace AlbEmulator.Model;

/// <summary>
/// A listener rule: when all of its conditions hold, its actions are taken.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html"/>
/// </summary>
public sealed record Rule
{
    /// <summary>Where none is given it is the one that the listener's gives, made when it is first asked for.</summary>
    [AllowNull]
    public string Arn
    {
        get => field ??= Arns.Rule(ListenerArn, Priority);
        init;
    }

    /// <summary>The listener that it is a rule of.</summary>
    public required string ListenerArn { get; init; }

    /// <summary>1–50000; the lowest is evaluated first.</summary>
    public required int Priority { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    public required IReadOnlyList<RuleAction> Actions { get; init; }

    /// <summary>At most one of each kind.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];

    public Origin Origin { get; init; } = Origin.None;
}
