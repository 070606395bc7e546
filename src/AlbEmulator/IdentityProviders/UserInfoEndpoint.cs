using Microsoft.Net.Http.Headers;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// <c>/userinfo</c>: the claims of whom an access token is of.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo"/>
/// </summary>
internal sealed class UserInfoEndpoint(ProviderMemory memory)
{
    private const string Bearer = "Bearer ";
    private const string Challenge = "Bearer realm=\"echo provider\"";

    public Task<ProviderAnswer> AnswerAsync(HttpContext http) => Task.FromResult(Answer(http.Request.Headers.Authorization.ToString()));

    private ProviderAnswer Answer(string header) =>
        !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? Refused("There is no access token: send Authorization: Bearer TOKEN.", Challenge)
        : memory.AccessTokens.Find(header[Bearer.Length..].Trim()) is { IsRevoked: false } grant
            ? new ProviderAnswer.Json(StatusCodes.Status200OK, grant.Session.User.Claims())
        : Refused(
            "There is no such access token, or its time is over.",
            $"{Challenge}, error=\"invalid_token\", error_description=\"There is no such access token, or its time is over.\"");

    private static ProviderAnswer Refused(string words, string challenge) =>
        (new OAuthError("invalid_token", words) { Status = StatusCodes.Status401Unauthorized }).ToAnswer() with
        {
            Header = (HeaderNames.WWWAuthenticate, challenge),
        };
}
