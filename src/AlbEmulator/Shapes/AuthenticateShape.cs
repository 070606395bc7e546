using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// What actions say by which users log in.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html"/>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateCognitoActionConfig.html"/>
/// </summary>
internal static class AuthenticateShape
{
    public const string Allow = "allow";
    public const string Deny = "deny";

    public static readonly Property Issuer = new(
        "Issuer",
        new Shape.Text(Check: AuthenticationValues.ProblemWithIssuerNearby)
        {
            Strict = new Shape.Text(Check: AuthenticationValues.ProblemWithUrl),
        },
        "The provider as it calls itself; echo:PORT is one to play with, which the emulator runs.")
    {
        IsRequired = true,
    };

    public static readonly Property AuthorizationEndpoint = Endpoint("AuthorizationEndpoint", "Where browsers are sent to log in.");

    public static readonly Property TokenEndpoint = Endpoint("TokenEndpoint", "Where tokens are got for a code.");

    public static readonly Property UserInfoEndpoint = Endpoint("UserInfoEndpoint", "Where the claims of a user are got.");

    public static readonly Property ClientId = new("ClientId", CommonShapes.Text, "The load balancer's name with the provider.");

    public static readonly Property ClientSecret = new(
        "ClientSecret",
        new Shape.Text(Check: AuthenticationValues.ProblemWithSecret, TakesNumbers: true) { IsSecret = true },
        "What proves that it is the load balancer; best written as ${NAME}.");

    public static readonly Property UseExistingClientSecret = new(
        "UseExistingClientSecret", new Shape.Flag(), "Of a change by the API: the secret stays as it is.");

    public static readonly Property UserPoolArn = new("UserPoolArn", CommonShapes.Text, "ARN of the user pool.") { IsRequired = true };

    public static readonly Property UserPoolClientId = new(
        "UserPoolClientId", CommonShapes.Text, "The load balancer's name with the user pool.")
    {
        IsRequired = true,
    };

    public static readonly Property UserPoolDomain = new(
        "UserPoolDomain", CommonShapes.Text, "Prefix of the user pool's domain, or all of one of your own.")
    {
        IsRequired = true,
    };

    public static readonly Property SessionCookieName = new(
        "SessionCookieName", new Shape.Text(Check: AuthenticationValues.ProblemWithCookieName), "What the cookies of a session are called.")
    {
        Default = RuleAction.DefaultSessionCookieName,
    };

    public static readonly Property Scope = new(
        "Scope", new Shape.Text(Check: AuthenticationValues.ProblemWithScope), "What the provider is asked to tell, with blanks between.")
    {
        Default = RuleAction.DefaultScope,
    };

    public static readonly Property SessionTimeout = new(
        "SessionTimeout",
        new Shape.Integer(Bounds.LeastSessionTimeoutSeconds, Bounds.MostSessionTimeoutSeconds),
        "How long a login is good, in seconds.")
    {
        Default = "604800",
    };

    public static readonly Property ExtraParams = new(
        "AuthenticationRequestExtraParams",
        new Shape.Map(CommonShapes.Text, Bounds.MostExtraParams),
        "What else the authorization endpoint is told.");

    public static readonly Property OnUnauthenticatedRequest = new(
        "OnUnauthenticatedRequest",
        CommonShapes.Choice(Names.OnUnauthenticatedRequest, "authenticate", Allow, Deny),
        "What becomes of a request of somebody who has not logged in.")
    {
        Default = "authenticate",
    };

    /// <summary>What the API adds where it tells of an action that was given without.</summary>
    public static readonly IReadOnlyList<Property> Defaulted = [SessionCookieName, Scope, SessionTimeout, OnUnauthenticatedRequest];

    public static readonly Shape.Object Oidc = CommonShapes.Object(
        Names.AuthenticateOidc,
        [
            Issuer, AuthorizationEndpoint, TokenEndpoint, UserInfoEndpoint, ClientId, ClientSecret, SessionCookieName, Scope,
            SessionTimeout, ExtraParams, OnUnauthenticatedRequest, UseExistingClientSecret,
        ]);

    public static readonly Shape.Object Cognito = CommonShapes.Object(
        Names.AuthenticateCognito,
        [
            UserPoolArn, UserPoolClientId, UserPoolDomain, SessionCookieName, Scope, SessionTimeout, ExtraParams,
            OnUnauthenticatedRequest,
        ]);

    private static Property Endpoint(string name, string doc) => new(
        name,
        new Shape.Text(Check: AuthenticationValues.ProblemWithUrlNearby)
        {
            Strict = new Shape.Text(Check: AuthenticationValues.ProblemWithUrl),
        },
        doc);
}
