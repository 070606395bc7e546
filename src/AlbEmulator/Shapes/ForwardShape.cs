using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ForwardActionConfig.html"/>
/// </summary>
internal static class ForwardShape
{
    public static readonly Property TargetGroupArn = new(
        "TargetGroupArn", CommonShapes.Text, "Name or ARN of the target group.")
    {
        IsRequired = true,
    };

    public static readonly Property Weight = new(
        "Weight", new Shape.Integer(0, Bounds.MostWeight), "Share of the requests; with 0 it gets none.")
    {
        Default = "1",
    };

    public static readonly Property TargetGroups = new(
        "TargetGroups", new Shape.List(CommonShapes.Object(
            Names.ForwardTargetGroup, [TargetGroupArn, Weight]), Fewest: 1),
        "The target groups, among which requests are divided by weight.")
    {
        IsRequired = true,
    };

    public static readonly Property Enabled = new(
        "Enabled", new Shape.Flag(), "Whether a client stays with its target group.")
    {
        Default = "false",
    };

    public static readonly Property DurationSeconds = new(
        "DurationSeconds", new Shape.Integer(Bounds.LeastStickinessSeconds, Bounds.MostStickinessSeconds),
        "For how long; required when it is enabled.");

    public static readonly Property Stickiness = new(
        "TargetGroupStickinessConfig", CommonShapes.Object(Names.Stickiness, [Enabled, DurationSeconds]),
        "Whether a client stays with the target group that it got first.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.Forward, [TargetGroups, Stickiness]);
}
