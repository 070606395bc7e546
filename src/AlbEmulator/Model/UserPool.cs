namespace AlbEmulator.Model;

/// <summary>
/// Where a user pool of Amazon Cognito answers: at its domain, but for its keys, which are below its issuer.
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html"/>
/// </summary>
public static class UserPool
{
    public const string AuthorizePath = "/oauth2/authorize";
    public const string TokenPath = "/oauth2/token";
    public const string UserInfoPath = "/oauth2/userInfo";
    public const string JwksPath = "/.well-known/jwks.json";

    private const string IssuerHost = "https://cognito-idp.";

    /// <summary>As it calls itself.</summary>
    /// <param name="region">Its Region.</param>
    /// <param name="pool">Its id, such as <c>us-east-1_EXAMPLE</c>.</param>
    public static string Issuer(string region, string pool) => $"{IssuerHost}{region}.amazonaws.com/{pool}";

    /// <summary>Whether an issuer is one.</summary>
    public static bool IsIssuer(string issuer) => issuer.StartsWith(IssuerHost, StringComparison.Ordinal);
}
