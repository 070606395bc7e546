using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// <c>/token</c>: tokens for a code, for a refresh token, which stays good and comes back as it is, for the name of a user, or
/// for the client itself.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#TokenEndpoint"/>
/// </summary>
internal sealed class TokenEndpoint(
    EchoProviderOptions options,
    IReadOnlyList<KnownUser> users,
    ProviderMemory memory,
    AccessTokens accessTokens,
    IdTokens idTokens,
    TimeProvider time)
{
    public const string OfCode = "authorization_code";
    public const string OfRefreshToken = "refresh_token";
    public const string OfClient = "client_credentials";
    public const string OfPassword = "password";

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
            OfClient => ForClient(form),
            OfPassword => ForPassword(form),
            null => OAuthError.InvalidRequest("grant_type is missing.").ToAnswer(),
            _ => new OAuthError("unsupported_grant_type", $"grant_type has to be {string.Join(" or ", GrantTypes(options))}.").ToAnswer(),
        };
    }

    /// <summary>What may stand in <c>grant_type</c>.</summary>
    public static IReadOnlyList<string> GrantTypes(EchoProviderOptions options) =>
        options.HasRefreshTokens ? [OfCode, OfRefreshToken, OfClient, OfPassword] : [OfCode, OfClient, OfPassword];

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

        if (form["scope"] is not { } scope)
        {
            return Tokens(grant, nonce: null, refreshToken);
        }

        var less = new OAuthScope(scope);
        return less.IsWithin(grant.Scope)
            ? Tokens(grant.Within(less), nonce: null, refreshToken)
            : new OAuthError("invalid_scope", "scope holds more than was granted.").ToAnswer();
    }

    /// <summary>For itself. <see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4"/></summary>
    private ProviderAnswer ForClient(Parameters form) => ScopeOf(form, out var scope) is { } problem
        ? problem.ToAnswer()
        : Tokens(new Grant(session: null, scope), nonce: null, refreshToken: null);

    /// <summary>
    /// For somebody who tells the client name and password, which no product should do any more.
    /// <see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.3"/>
    /// </summary>
    private ProviderAnswer ForPassword(Parameters form)
    {
        if (form["username"] is not { } name)
        {
            return OAuthError.InvalidRequest("username is missing.").ToAnswer();
        }

        if (ScopeOf(form, out var scope) is { } problem)
        {
            return problem.ToAnswer();
        }

        var user = users.FirstOrDefault(one => one.Name == name);
        if (user is null || !user.HasPassword(form["password"]))
        {
            return OAuthError.InvalidGrant("There is no user of that name with that password.").ToAnswer();
        }

        var grant = new Grant(new ProviderSession(user, time.GetUtcNow()), scope);
        return Tokens(grant, nonce: null, options.HasRefreshTokens ? memory.RefreshTokens.Add(grant) : null);
    }

    /// <summary>What is wrong with the scope that was asked for; null for nothing, also where none was.</summary>
    private static OAuthError? ScopeOf(Parameters form, out OAuthScope scope)
    {
        var asked = form["scope"] ?? "";
        scope = new OAuthScope(asked);
        return OAuthScope.IsScope(asked) ? null : new OAuthError(
            "invalid_scope", $"scope has to be words of ASCII with blanks between, of {OAuthScope.Longest} characters at most.");
    }

    private ProviderAnswer.Json Tokens(Grant grant, string? nonce, string? refreshToken)
    {
        var accessToken = accessTokens.Of(grant);
        memory.AccessTokens.Set(accessToken, grant);
        var tokens = new JsonObject
        {
            ["access_token"] = accessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)options.TokenLifetime.TotalSeconds,
        };
        if (grant.Session is { } session && grant.Scope.HasOpenId)
        {
            tokens["id_token"] = idTokens.Of(session, grant.Scope, nonce);
        }

        if (grant.Scope.Text.Length > 0)
        {
            tokens["scope"] = grant.Scope.Text;
        }

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
