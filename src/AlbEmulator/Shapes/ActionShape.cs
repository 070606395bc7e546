using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html"/>
/// </summary>
internal static class ActionShape
{
    public const string Forward = "forward";
    public const string Redirect = "redirect";
    public const string FixedResponse = "fixed-response";

    public static readonly Property Type = new(
        "Type", CommonShapes.Choice(Names.ActionType, Forward, Redirect, FixedResponse), "What is done.")
    {
        IsRequired = true,
    };

    public static readonly Property Order = new(
        "Order", new Shape.Integer(Bounds.LeastOrder, Bounds.MostOrder), "Order among the actions, the lowest first.");

    public static readonly Property TargetGroupArn = new(
        "TargetGroupArn", CommonShapes.Text, "Name or ARN of the target group.");

    public static readonly Property ForwardConfig = new(
        "ForwardConfig", ForwardShape.Object, "Where to forward to; the longer form of TargetGroupArn.");

    public static readonly Property RedirectConfig = new(
        "RedirectConfig", RedirectShape.Object, "Where a redirect leads to.");

    public static readonly Property FixedResponseConfig = new(
        "FixedResponseConfig", FixedResponseShape.Object, "What a fixed-response says.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Action, [Type, Order, TargetGroupArn, ForwardConfig, RedirectConfig, FixedResponseConfig]);
}
