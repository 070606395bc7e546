using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html"/>
/// </summary>
internal static class FixedResponseShape
{
    public static readonly Property StatusCode = new(
        "StatusCode", new Shape.Text(Check: FixedResponseValues.ProblemWithStatusCode, TakesNumbers: true),
        "2xx, 4xx or 5xx.")
    {
        IsRequired = true,
    };

    public static readonly Property ContentType = new(
        "ContentType", CommonShapes.Choice(Names.ContentType, FixedResponseValues.ContentTypes), "What the body is.")
    {
        Default = "text/plain",
    };

    public static readonly Property MessageBody = new(
        "MessageBody", new Shape.Text(Bounds.LongestMessageBody), "The body.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.FixedResponse, [StatusCode, ContentType, MessageBody]);
}
