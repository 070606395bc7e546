namespace AlbEmulator.Manual.Codes;

/// <summary>
/// <c>error_reason</c> of the access log, where it is said by the actions <c>authenticate-oidc</c>, <c>authenticate-cognito</c>
/// and <c>jwt-validation</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
/// </summary>
internal static class AuthenticationReasons
{
    private const string Again = "Begin the login anew in one tab; cookies must be kept by the client, and the host must stay the same.";
    private const string TokenEndpoint = "alb why tells what was said; then TokenEndpoint of the action and the provider's own log.";
    private const string UserInfoEndpoint = "alb why tells what was said; then UserInfoEndpoint of the action and the provider's own log.";
    private const string KeysEndpoint = "alb why tells what was said; then curl -i the JwksEndpoint of the action from where the emulator is.";

    public static IReadOnlyList<HelpEntry> Logins { get; } =
    [
        new("AuthInvalidCookie", "The session cookies are not as this load balancer wrote them; 401.",
            "They are of another load balancer, SessionCookieName or key, some are missing, or the client has encoded them.",
            "Delete AWSELBAuthSessionCookie-0, -1 … and log in again; whether the emulator keeps its keys (DataDirectory)."),
        new("AuthMissingStateParam", "The provider sent the client back without state; 401.",
            "Somebody opened /oauth2/idpresponse by hand, or the provider drops what it does not know.", Again),
        new("AuthInvalidStateParam", "state is none that this load balancer gave for this host; 401.",
            "The login took more than 15 minutes, or another host or load balancer began it.", Again),
        new("AuthMissingAWSALBAuthNonce", "The cookie AWSALBAuthNonce did not come back with the client; 401.",
            "Another browser began the login, or the client keeps no cookies; over plain HTTP between sites it may not send them.", Again),
        new("AuthInvalidAWSALBAuthNonce", "The cookie AWSALBAuthNonce is of another login; 401.", "Two tabs logged in at once.", Again),
        new("AuthMissingCodeParam", "The provider sent the client back without code; 401.",
            "The provider uses another flow than that of codes.", "The provider's settings of the client: response type code."),
        new("AuthInvalidGrantError", "The provider does not take the code; 401.",
            "It was used before, has expired, or redirect_uri is not the same as that of the login.", "The provider's log."),
        new("AuthInvalidTokenResponse", "The answer of the token endpoint has no access token; 401.",
            "A wrong ClientId or ClientSecret, or a TokenEndpoint that is another page.", TokenEndpoint),
        new("AuthInvalidIdToken", "The ID token is missing, or not for this client; 401.",
            "The scope lacks openid, Issuer differs by a slash, or the clocks differ by more than 5 minutes.",
            "alb why tells what is wrong; Issuer, ClientId and Scope of the action."),
        new("AuthInvalidUserinfoResponse", "The answer of the user info endpoint does not tell of that user; 401.",
            "No sub, another sub than in the ID token, or no JSON object.", UserInfoEndpoint),
        new("AuthMissingHostHeader", "The request names no host, to which the provider could send the client back; 401.",
            "HTTP/1.0 without Host.", "The client."),
        new("AuthTokenEpRequestFailed", "The token endpoint could not be asked, or answered 5XX; 500.",
            "It does not run, has a certificate that is not trusted, or has another address where the emulator is.", TokenEndpoint),
        new("AuthTokenEpRequestTimeout", "The token endpoint gave no whole answer within 5 s; 500.", "It hangs, or a firewall.", TokenEndpoint),
        new("AuthUserinfoEpRequestFailed", "The user info endpoint could not be asked, or answered 5XX; 500.",
            "It does not run, has a certificate that is not trusted, or has another address where the emulator is.", UserInfoEndpoint),
        new("AuthUserinfoEpRequestTimeout", "The user info endpoint gave no whole answer within 5 s; 500.", "It hangs, or a firewall.", UserInfoEndpoint),
        new("AuthUserinfoResponseSizeExceeded", "Claims and access token are larger than 11 KB; 500.", "Many groups or roles in the claims.",
            "Have the provider tell fewer claims for this client."),
        new("AuthUnhandledException", "With AWS: the load balancer failed at a login. The emulator never gives it.", "None here.", "Nothing."),
    ];

    public static IReadOnlyList<HelpEntry> Tokens { get; } =
    [
        new("JWTHeaderNotPresent", "The request has no Authorization header; 401.", "A client that does not know of tokens.",
            "Send Authorization: Bearer TOKEN with every request; Issuer: echo:PORT is a provider that gives tokens to play with."),
        new("JWTRequestFormatInvalid", "The Authorization header is not Bearer and one token in its form; 401.",
            "Another scheme, two such headers, padding or blanks in the token, an encrypted token, a member that stands twice.",
            "alb why tells what is wrong; what the client sends."),
        new("JWTSignatureValidationError", "No key of the issuer, by RS256, has made the signature; 401.",
            "Another algorithm, a kid that the issuer does not have, a key below 2048 bits, or a token of another issuer.",
            "alb why tells the keys that there are; alg and kid in the header of the token."),
        new("JWTClaimNotPresent", "A claim that must be there is not; 401.", "exp, iss or one of AdditionalClaims is missing.",
            "alb why tells which; the payload of the token."),
        new("JWTClaimFormatInvalid", "A claim has another type; 401.",
            "A time that is a text, a list for single-string, a text for string-array.", "alb why tells which; Format of AdditionalClaims."),
        new("JWTClaimValueInvalid", "A claim has another value, or the token has expired or is not good yet; 401.",
            "iss differs by a slash at its end, exp has passed, nbf or iat is in the future.",
            "alb why tells which; Issuer and AdditionalClaims of the action; the clocks."),
        new("JWTValidationInternalError", "The load balancer itself failed at the token; 500.", "A fault of the emulator, of which its own log tells.",
            "Report it with the line of the log."),
        new("JWKSRequestTimeout", "The JWKS endpoint gave no whole answer within 5 s; 500.", "It hangs, or a firewall.", KeysEndpoint),
        new("JWKSRequestFailed", "The JWKS endpoint could not be asked, or did not answer 2XX; 500.",
            "It does not run, redirects, has a certificate that is not trusted, or has another address where the emulator is.", KeysEndpoint),
        new("JWKSResponseSizeExceeded", "The JWKS endpoint gave more than 150 KB or more than 10 keys; 500.", "Keys of many years or clients.",
            "Take old keys out of the set."),
        new("JWKSResponseInvalid", "The JWKS endpoint gave no key set with a key for RS256; 500.",
            "A URL of something else, such as openid-configuration, or keys that are not RSA of 2048 bits or more.", KeysEndpoint),
    ];
}
