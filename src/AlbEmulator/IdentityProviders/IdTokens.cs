using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>ID tokens: who was asked when, for whom, and all claims of the user, whatever the scope.</summary>
internal sealed class IdTokens(SigningKey key, ProviderUrls urls, EchoProviderOptions options, TimeProvider time)
{
    /// <param name="session">Of whom.</param>
    /// <param name="nonce">Null where none came, and of a token that was refreshed.</param>
    public string Of(ProviderSession session, string? nonce)
    {
        var now = time.GetUtcNow();
        var token = new JsonObject
        {
            [ClaimNames.Issuer] = urls.Issuer,
            [ClaimNames.Subject] = session.User.Subject,
            [ClaimNames.Audience] = options.ClientId,
            [ClaimNames.Expires] = (now + options.TokenLifetime).ToUnixTimeSeconds(),
            [ClaimNames.IssuedAt] = now.ToUnixTimeSeconds(),
            [ClaimNames.AuthTime] = session.Since.ToUnixTimeSeconds(),
        };
        if (nonce is not null)
        {
            token[ClaimNames.Nonce] = nonce;
        }

        foreach (var (name, value) in session.User.Claims())
        {
            if (!ClaimNames.OfToken.Contains(name))
            {
                token[name] = value?.DeepClone();
            }
        }

        return key.Sign(token);
    }
}
