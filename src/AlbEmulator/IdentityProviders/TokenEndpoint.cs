using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// <c>/token</c>: tokens for a code, or for a refresh token, which stays good and comes back as it is.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#TokenEndpoint"/>
/// </summary>
internal sealed class TokenEndpoint(EchoProviderOptions options, ProviderMemory memory, IdTokens idTokens)
{
    public const string OfCode = "authorization_code";
    public const string OfRefreshToken = "refresh_token";

    public async Task<ProviderAnswer> AnswerAsync(HttpContext http)
    {
        var posted = await PostedForm.OfAsync(http.Request);
        if (posted is not PostedForm.Read { Form: var form })
        {
            var (status, words) = (PostedForm.Unread)posted;
            return (OAuthError.InvalidRequest(words) with { Status = status }).ToAnswer();
        }

        if (form.Repeated is not null)
        {
            return OAuthError.InvalidRequest("A parameter came twice.").ToAnswer();
        }

        if (ClientAuthentication.ProblemOf(http.Request, form, options) is { } problem)
        {
            return problem.ToAnswer();
        }

        return form["grant_type"] switch
        {
            OfCode => ForCode(form),
            OfRefreshToken when options.HasRefreshTokens => ForRefreshToken(form),
            null => OAuthError.InvalidRequest("grant_type is missing.").ToAnswer(),
            _ => new OAuthError("unsupported_grant_type", $"grant_type has to be {string.Join(" or ", GrantTypes(options))}.").ToAnswer(),
        };
    }

    /// <summary>What may stand in <c>grant_type</c>.</summary>
    public static IReadOnlyList<string> GrantTypes(EchoProviderOptions options) =>
        options.HasRefreshTokens ? [OfCode, OfRefreshToken] : [OfCode];

    private ProviderAnswer ForCode(Parameters form)
    {
        if (form["code"] is not { } text)
        {
            return OAuthError.InvalidRequest("code is missing.").ToAnswer();
        }

        if (memory.Codes.Find(text) is not { } code)
        {
            return OAuthError.InvalidGrant("There is no such code, or it is older than a minute.").ToAnswer();
        }

        if (!code.Use())
        {
            // Somebody else has it too: what came of it is good no longer.
            code.Grant.Revoke();
            return OAuthError.InvalidGrant("The code was used before; its tokens are good no longer.").ToAnswer();
        }

        if (code.Request.RedirectUri != form["redirect_uri"])
        {
            return OAuthError.InvalidGrant("redirect_uri is not the one that the code was sent to.").ToAnswer();
        }

        if (!IsProven(code.Request.Challenge, form["code_verifier"]))
        {
            return OAuthError.InvalidGrant("code_verifier does not go with the code_challenge of the code.").ToAnswer();
        }

        var refreshToken = options.HasRefreshTokens ? memory.RefreshTokens.Add(code.Grant) : null;
        return Tokens(code.Grant, code.Request.Nonce, refreshToken);
    }

    private ProviderAnswer ForRefreshToken(Parameters form)
    {
        if (form["refresh_token"] is not { } refreshToken)
        {
            return OAuthError.InvalidRequest("refresh_token is missing.").ToAnswer();
        }

        if (memory.RefreshTokens.Find(refreshToken) is not { IsRevoked: false } grant)
        {
            return OAuthError.InvalidGrant("There is no such refresh token.").ToAnswer();
        }

        return form["scope"] is { } scope && scope.Split(' ').Except(grant.Scope.Split(' ')).Any()
            ? new OAuthError("invalid_scope", "scope holds more than was granted.").ToAnswer()
            : Tokens(grant, nonce: null, refreshToken);
    }

    private ProviderAnswer.Json Tokens(Grant grant, string? nonce, string? refreshToken)
    {
        var tokens = new JsonObject
        {
            ["access_token"] = memory.AccessTokens.Add(grant),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)options.TokenLifetime.TotalSeconds,
            ["id_token"] = idTokens.Of(grant.Session, nonce),
            ["scope"] = grant.Scope,
        };
        if (refreshToken is not null)
        {
            tokens["refresh_token"] = refreshToken;
        }

        return new ProviderAnswer.Json(StatusCodes.Status200OK, tokens);
    }

    /// <summary>
    /// A verifier without a challenge is as wrong as a challenge without a verifier.
    /// <see href="https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1"/>
    /// </summary>
    private static bool IsProven(string? challenge, string? verifier) =>
        challenge is null || verifier is null
            ? challenge is null && verifier is null
            : RandomText.AreEqual(Base64Url.EncodeToString(RandomText.Digest(verifier)), challenge);
}
