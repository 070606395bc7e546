namespace AlbEmulator.ControlPlane.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html"/>
/// </summary>
internal static class ConditionShape
{
    public const string HostHeader = "host-header";
    public const string PathPattern = "path-pattern";

    public static readonly Property Field = new(
        "Field", CommonShapes.Choice(Names.ConditionField, HostHeader, PathPattern), "What of the request is compared.")
    {
        IsRequired = true,
    };

    public static readonly Property Values = new(
        "Values", new Shape.List(CommonShapes.Text, Fewest: 1),
        "One of them must match; * is any text, ? any one character.");

    public static readonly Property HostHeaderConfig = Config("HostHeaderConfig", "Values for host-header.");

    public static readonly Property PathPatternConfig = Config("PathPatternConfig", "Values for path-pattern.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Condition, [Field, Values, HostHeaderConfig, PathPatternConfig]);

    private static Property Config(string name, string doc) => new(name, CommonShapes.Object(
        Names.ConditionConfig, [Values with { IsRequired = true }]), doc);
}
