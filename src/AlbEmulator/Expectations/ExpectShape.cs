using AlbEmulator.Shapes;

namespace AlbEmulator.Expectations;

/// <summary>What may be expected of a request.</summary>
internal static class ExpectShape
{
    public const string None = "none";

    /// <summary>AWS's highest weight.</summary>
    private const int MostWeight = 999;

    private static readonly Shape.Text Text = CommonTestShapes.Text;

    public static readonly Property Listener = new(
        "Listener",
        CommonTestShapes.Checked(ListenerPlace.ProblemWith),
        "Where it arrives: a port (443), a load balancer with a port (shop:443), or none.");

    public static readonly Property Rule = new(
        "Rule",
        CommonTestShapes.Checked(RulePriority.ProblemWith),
        "Which rule takes it: a priority, default, or none where no rule sees it; also as not 10.");

    public static readonly Property Action = new(
        "Action",
        CommonTestShapes.Choice("forward", "redirect", "fixed-response", None),
        "What is done with it in the end; none where no rule sees it.");

    public static readonly Property Authentication = new(
        "Authentication",
        CommonTestShapes.Choice(None, "authenticate-oidc", "authenticate-cognito", "jwt-validation"),
        "Who may pass before that: everybody (none), users who have logged in, or bearers of a token.");

    public static readonly Property TargetGroup = new(
        "TargetGroup", Text, "The target group that always gets it, or none; also as not orders. In names * stands for any characters.");

    public static readonly Property TargetGroups = new(
        "TargetGroups", new Shape.List(Text, Fewest: 1), "Target groups of which one gets it, and no other.");

    public static readonly Property Weights = new(
        "Weights",
        new Shape.Map(new Shape.Integer(0, MostWeight)),
        "Target groups with the shares in which they get such requests: 90 and 10 are the same as 9 and 1.");

    public static readonly Property Status = new(
        "Status", CommonTestShapes.Checked(StatusRange.ProblemWith), "Status that the client gets: 301, or any of 2xx.");

    public static readonly Property Redirect = new(
        "Redirect", Text, "Where the client is sent: the Location, with * for any characters.");

    public static readonly Property Headers = new(
        "Headers", new Shape.Map(Text), "Headers of the answer, by name; * in a value stands for any characters.");

    public static readonly Property WithoutHeaders = new(
        "WithoutHeaders", new Shape.List(Text, Fewest: 1), "Names of headers that the answer does not have.");

    public static readonly Property Body = new("Body", Text, "Body of the answer, with * for any characters.");

    public static readonly Property TargetGets = new("TargetGets", TargetGetsShape.Object, "What of the request a target would get.");

    public static readonly Shape.Object Object = CommonTestShapes.Object(
        "set of expectations",
        [
            Listener, Rule, Action, Authentication, TargetGroup, TargetGroups, Weights, Status, Redirect, Headers, WithoutHeaders, Body,
            TargetGets,
        ],
        ("Priority", "is called Rule here"),
        ("Group", "is called TargetGroup here"),
        ("Target", "is called TargetGets here, and says what of the request a target gets"),
        ("Location", "is called Redirect here"),
        ("StatusCode", "is called Status here"),
        ("MessageBody", "is called Body here"),
        ("Path", "belongs into TargetGets: write TargetGets with it below"),
        ("Host", "belongs into TargetGets: write TargetGets with it below"));
}
