namespace AlbEmulator.IdentityProviders;

/// <summary>Claims that a provider itself makes. <see href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken"/></summary>
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

    /// <summary>Those that no claim of a user replaces in an ID token.</summary>
    public static IReadOnlyList<string> OfToken { get; } =
        [Issuer, Subject, Audience, Expires, NotBefore, IssuedAt, AuthTime, Nonce];
}
