using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// Access tokens: which client may do what, and for which user, with the claims that the scope lets be told. Each is another.
/// <see href="https://www.rfc-editor.org/rfc/rfc9068"/>
/// </summary>
internal sealed class AccessTokens(SigningKey key, ProviderUrls urls, EchoProviderOptions options, TimeProvider time)
{
    private const string Type = "at+jwt";

    public string Of(Grant grant)
    {
        var now = time.GetUtcNow();
        var user = grant.Session?.User;
        var token = new JsonObject
        {
            [ClaimNames.Issuer] = urls.Issuer,
            [ClaimNames.Subject] = user?.Subject ?? options.ClientId,
            [ClaimNames.Audience] = options.ClientId,
            [ClaimNames.ClientId] = options.ClientId,
        };
        if (grant.Scope.Text.Length > 0)
        {
            token[ClaimNames.Scope] = grant.Scope.Text;
        }

        token[ClaimNames.IssuedAt] = now.ToUnixTimeSeconds();
        token[ClaimNames.Expires] = (now + options.TokenLifetime).ToUnixTimeSeconds();
        token[ClaimNames.TokenId] = RandomText.New();
        user?.Tell(token, grant.Scope, ClaimNames.OfAccessToken);
        return key.Sign(token, Type);
    }
}
