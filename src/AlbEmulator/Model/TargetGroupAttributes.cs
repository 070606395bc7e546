namespace AlbEmulator.Model;

/// <summary>
/// The attributes of a target group that have an effect here.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html"/>
/// </summary>
public sealed record TargetGroupAttributes
{
    public static TargetGroupAttributes Default { get; } = new();
}
