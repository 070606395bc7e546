using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html"/>
/// </summary>
internal static class ActionShape
{
    public static readonly Property Type = new(
        "Type", CommonShapes.Choice(Names.ActionType, "forward"), "What is done.")
    {
        IsRequired = true,
    };

    public static readonly Property TargetGroupArn = new(
        "TargetGroupArn", CommonShapes.Text, "Name or ARN of the target group.");

    public static readonly Property Weight = new(
        "Weight", new Shape.Integer(0, Bounds.MostWeight), "Share of the requests.")
    {
        Default = "1",
    };

    public static readonly Property TargetGroups = new(
        "TargetGroups", new Shape.List(CommonShapes.Object(
            Names.ForwardTargetGroup, [TargetGroupArn with { IsRequired = true }, Weight]), Fewest: 1),
        "The target groups; one for now.")
    {
        IsRequired = true,
    };

    public static readonly Property StickinessEnabled = new(
        "Enabled", new Shape.Flag(), "Only false for now.");

    public static readonly Property Stickiness = new(
        "TargetGroupStickinessConfig", CommonShapes.Object(Names.Stickiness, [StickinessEnabled]),
        "Whether a client stays with its target group; it may only be off for now.");

    public static readonly Property ForwardConfig = new(
        "ForwardConfig", CommonShapes.Object(Names.Forward, [TargetGroups, Stickiness]),
        "Where to forward to; the longer form of TargetGroupArn.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.Action,
    [
        Type,
        new("Order", new Shape.Integer(Bounds.LeastOrder, Bounds.MostOrder), "Order among the actions."),
        TargetGroupArn,
        ForwardConfig,
    ]);
}
