using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// What a provider says of itself.
/// <see href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata"/>
/// </summary>
internal static class DiscoveryDocument
{
    public static JsonObject Of(EchoProviderOptions options, ProviderUrls urls, IReadOnlyList<KnownUser> users) => new()
    {
        ["issuer"] = urls.Issuer,
        ["authorization_endpoint"] = urls.Of(ProviderUrls.AuthorizePath),
        ["token_endpoint"] = urls.Of(ProviderUrls.TokenPath),
        ["userinfo_endpoint"] = urls.Of(ProviderUrls.UserInfoPath),
        ["jwks_uri"] = urls.Of(ProviderUrls.JwksPath),
        ["end_session_endpoint"] = urls.Of(ProviderUrls.LogoutPath),
        ["scopes_supported"] = List(OAuthScope.Known),
        ["response_types_supported"] = List("code"),
        ["response_modes_supported"] = List("query"),
        ["grant_types_supported"] = List(TokenEndpoint.GrantTypes(options)),
        ["subject_types_supported"] = List("public"),
        ["id_token_signing_alg_values_supported"] = List(SigningKey.Algorithm),
        ["token_endpoint_auth_methods_supported"] = List("client_secret_basic", "client_secret_post"),
        ["claims_supported"] = List(ClaimNames.OfIdToken
            .Where(static name => name != ClaimNames.NotBefore)
            .Concat(users.SelectMany(static user => user.NamesOfClaims))
            .Distinct()),
        ["code_challenge_methods_supported"] = List("S256"),
        ["prompt_values_supported"] = List(AuthorizationRequest.Prompts),
        ["claims_parameter_supported"] = false,
        ["request_parameter_supported"] = false,
        ["request_uri_parameter_supported"] = false,
    };

    private static JsonArray List(params IEnumerable<string> words) => new([.. words.Select(static word => (JsonNode)word)]);
}
