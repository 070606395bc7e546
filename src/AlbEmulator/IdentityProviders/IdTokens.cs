using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>ID tokens: who was asked when, for whom, and the claims of the user that the scope lets be told.</summary>
internal sealed class IdTokens(SigningKey key, ProviderUrls urls, EchoProviderOptions options, TimeProvider time)
{
    private const string Type = "JWT";

    /// <param name="session">Of whom.</param>
    /// <param name="scope">What may be told.</param>
    /// <param name="nonce">Null where none came, and of a token that was refreshed.</param>
    public string Of(ProviderSession session, OAuthScope scope, string? nonce)
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

        session.User.Tell(token, scope, ClaimNames.OfIdToken);
        return key.Sign(token, Type);
    }
}
