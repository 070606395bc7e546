namespace AlbEmulator.IdentityProviders;

/// <summary>
/// Claims that a provider itself makes.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken"/>
/// <see href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2"/>
/// </summary>
internal static class ClaimNames
{
    public const string Issuer = "iss";
    public const string Subject = "sub";
    public const string Audience = "aud";
    public const string Expires = "exp";
    public const string NotBefore = "nbf";
    public const string IssuedAt = "iat";
    public const string AuthTime = "auth_time";
    public const string Nonce = "nonce";
    public const string ClientId = "client_id";
    public const string Scope = "scope";
    public const string TokenId = "jti";

    /// <summary>Those that no claim of a user replaces in an ID token.</summary>
    public static IReadOnlyList<string> OfIdToken { get; } =
        [Issuer, Subject, Audience, Expires, NotBefore, IssuedAt, AuthTime, Nonce];

    /// <summary>Those that no claim of a user replaces in an access token.</summary>
    public static IReadOnlyList<string> OfAccessToken { get; } = [.. OfIdToken, ClientId, Scope, TokenId];
}
