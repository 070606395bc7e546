namespace AlbEmulator.IdentityProviders;

/// <summary>
/// What the action <c>authenticate-oidc</c> has to know of a provider.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html"/>
/// </summary>
internal static class AuthenticateOidcConfig
{
    /// <summary>Its properties.</summary>
    /// <param name="urls">Where the provider is.</param>
    /// <param name="clientId">Of its client.</param>
    /// <param name="secret">As it is told to whoever reads.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(ProviderUrls urls, string clientId, string secret) =>
    [
        ("Issuer", urls.Issuer),
        ("AuthorizationEndpoint", urls.Of(ProviderUrls.AuthorizePath)),
        ("TokenEndpoint", urls.Of(ProviderUrls.TokenPath)),
        ("UserInfoEndpoint", urls.Of(ProviderUrls.UserInfoPath)),
        ("ClientId", clientId),
        ("ClientSecret", secret),
    ];
}
