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

    public Origin Origin { get; init; } = Origin.None;
}

/// <summary>
/// What must hold for a rule; the values of one condition are alternatives.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html"/>
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The host of the request, case-insensitive, with <c>*</c> and <c>?</c>.</summary>
    public sealed record HostHeader(IReadOnlyList<string> Values) : Condition;

    /// <summary>The path of the request without its query, case-sensitive, with <c>*</c> and <c>?</c>.</summary>
    public sealed record PathPattern(IReadOnlyList<string> Values) : Condition;
}

/// <summary>
/// What a rule does with a request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html"/>
/// </summary>
public abstract record RuleAction
{
    private RuleAction()
    {
    }

    /// <summary>Sends the request to a target of a target group.</summary>
    public sealed record Forward(string TargetGroupArn) : RuleAction;
}
