using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html"/>
/// </summary>
internal static class RuleShape
{
    public static readonly Property Priority = new(
        "Priority", new Shape.Integer(Bounds.LeastPriority, Bounds.MostPriority),
        "Unique within the listener; the lowest is evaluated first.")
    {
        IsRequired = true,
    };

    public static readonly Property Conditions = new(
        "Conditions", new Shape.List(ConditionShape.Object, Fewest: 1), "What must hold; all of them.")
    {
        IsRequired = true,
    };

    public static readonly Property Actions = new(
        "Actions", new Shape.List(ActionShape.Object, Fewest: 1), "What happens to the request.")
    {
        IsRequired = true,
    };

    public static readonly Property Transforms = new(
        "Transforms", new Shape.List(TransformShape.Object),
        "What is changed of a request after the rule took it; at most one of each Type.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Rule, [Priority, Conditions, Actions, Transforms, CommonShapes.Tags]);
}
