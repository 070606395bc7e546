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
    public const string AuthenticateOidc = "authenticate-oidc";
    public const string AuthenticateCognito = "authenticate-cognito";
    public const string JwtValidation = "jwt-validation";

    public static readonly Property Type = new(
        "Type",
        CommonShapes.Choice(
            Names.ActionType, Forward, Redirect, FixedResponse, AuthenticateOidc, AuthenticateCognito, JwtValidation),
        "What is done.")
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

    public static readonly Property AuthenticateOidcConfig = new(
        "AuthenticateOidcConfig", AuthenticateShape.Oidc, "Where users log in who may pass.");

    public static readonly Property AuthenticateCognitoConfig = new(
        "AuthenticateCognitoConfig", AuthenticateShape.Cognito, "In which user pool of Amazon Cognito users log in who may pass.");

    public static readonly Property JwtValidationConfig = new(
        "JwtValidationConfig", JwtValidationShape.Object, "Which tokens requests must bear.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Action,
        [
            Type, Order, TargetGroupArn, ForwardConfig, RedirectConfig, FixedResponseConfig, AuthenticateOidcConfig,
            AuthenticateCognitoConfig, JwtValidationConfig,
        ]);
}
