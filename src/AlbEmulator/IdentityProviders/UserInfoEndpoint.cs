using Microsoft.Net.Http.Headers;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// <c>/userinfo</c>: the claims of whom an access token is of.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo"/>
/// </summary>
internal sealed class UserInfoEndpoint(ProviderMemory memory)
{
    private const string Bearer = "Bearer ";
    private const string InvalidToken = "invalid_token";
    private const string InsufficientScope = "insufficient_scope";
    private const string Challenge = "Bearer realm=\"echo provider\"";

    public Task<ProviderAnswer> AnswerAsync(HttpContext http) => Task.FromResult(Answer(http.Request.Headers.Authorization.ToString()));

    private ProviderAnswer Answer(string header) =>
        !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? Refused(
                InvalidToken, StatusCodes.Status401Unauthorized, "There is no access token: send Authorization: Bearer TOKEN.", Challenge)
        : memory.AccessTokens.Find(header[Bearer.Length..].Trim()) is not { IsRevoked: false } grant
            ? Refused(InvalidToken, StatusCodes.Status401Unauthorized, "There is no such access token, or its time is over.")
        : grant.Session is not { User: var user }
            ? Refused(InsufficientScope, StatusCodes.Status403Forbidden, "The access token is of the client itself, and tells of no user.")
        : !grant.Scope.HasOpenId
            ? Refused(InsufficientScope, StatusCodes.Status403Forbidden, "The scope of the access token does not hold openid.")
        : new ProviderAnswer.Json(StatusCodes.Status200OK, user.Claims(grant.Scope));

    /// <summary>A token that is not good for this. <see href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1"/></summary>
    private static ProviderAnswer Refused(string error, int status, string words) =>
        Refused(error, status, words, $"{Challenge}, error=\"{error}\", error_description=\"{words}\"");

    private static ProviderAnswer Refused(string error, int status, string words, string challenge) =>
        (new OAuthError(error, words) { Status = status }).ToAnswer() with { Header = (HeaderNames.WWWAuthenticate, challenge) };
}
