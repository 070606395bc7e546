using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Authentication;

/// <summary>
/// What the load balancer asks a provider itself: tokens for a code or a refresh token, then the claims of the user.
/// </summary>
/// <param name="client">By which it asks.</param>
/// <param name="provider">Whom.</param>
internal sealed class LoginFlow(ProviderClient client, IdentityProvider provider)
{
    /// <summary>Bytes of claims and access token at most, as AWS has it.</summary>
    private const int LongestClaims = 11 * 1024;

    /// <summary>A session for a code, or why there is none.</summary>
    /// <param name="request">That brought the code.</param>
    /// <param name="code">The code.</param>
    /// <param name="redirectUri">For which the code was given.</param>
    public Task<(LoginSession? Session, Refusal? Refusal)> RedeemAsync(AlbRequest request, string code, string redirectUri) => AskAsync(
        request,
        [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri)],
        before: null);

    /// <summary>A session that goes on; null where it does not, for whatever reason.</summary>
    public async Task<LoginSession?> RefreshAsync(AlbRequest request, LoginSession session)
    {
        var (fresh, _) = await AskAsync(
            request, [new("grant_type", "refresh_token"), new("refresh_token", session.RefreshToken)], session);
        if (fresh is not null)
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.AuthRefreshTokenSuccess);
        }

        return fresh;
    }

    private async Task<(LoginSession? Session, Refusal? Refusal)> AskAsync(
        AlbRequest request, List<KeyValuePair<string, string>> form, LoginSession? before)
    {
        form.Add(new("client_id", provider.ClientId));
        if (provider.ClientSecret.Length > 0)
        {
            form.Add(new("client_secret", provider.ClientSecret));
        }

        var time = request.Connection.Time;
        var began = time.GetTimestamp();
        try
        {
            return await AskAsync(request.Subject.Host.Name, form, before, time.GetUtcNow(), before is null ? request.Context.RequestAborted : CancellationToken.None);
        }
        finally
        {
            request.Listener.Metrics.AuthLatency.Add(time.GetElapsedTime(began));
        }
    }

    private async Task<(LoginSession? Session, Refusal? Refusal)> AskAsync(
        string host, List<KeyValuePair<string, string>> form, LoginSession? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = await client.PostAsync(provider.TokenEndpoint, form, cancellationToken);
        if (ProviderTokens.Read(answer, provider, wantsIdToken: before is null, now, out var refusal) is not { } tokens)
        {
            return (null, refusal);
        }

        var told = await client.GetAsync(provider.UserInfoEndpoint, tokens.AccessToken, cancellationToken);
        if (Problem(told) is { } problem)
        {
            return (null, problem);
        }

        if (UserClaims.Parse(told.Body) is not { } claims
            || claims.Subject != (tokens.Subject ?? before!.Claims.Subject))
        {
            return (null, Refusal.OfUser(
                "AuthInvalidUserinfoResponse",
                $"the user info endpoint {provider.UserInfoEndpoint} gave no JSON object with the sub of the ID token"));
        }

        return claims.Json.Length + tokens.AccessToken.Length > LongestClaims
            ? (null, TooLarge(claims.Json.Length + tokens.AccessToken.Length))
            : (new LoginSession(
                host,
                before?.Began ?? now,
                tokens.AccessToken,
                tokens.RefreshToken.Length > 0 ? tokens.RefreshToken : before?.RefreshToken ?? "",
                now + tokens.Lifetime,
                claims), null);
    }

    /// <summary>Claims that no cookies can hold.</summary>
    public static Refusal TooLarge(int bytes) => new(
        "AuthUserinfoResponseSizeExceeded",
        StatusCodes.Status500InternalServerError,
        $"the claims of the user and the access token have {bytes} bytes: more than {LongestClaims}",
        LoadBalancerCounter.AuthUserClaimsSizeExceeded);

    private Refusal? Problem(ProviderAnswer answer)
    {
        var endpoint = $"the user info endpoint {provider.UserInfoEndpoint}";
        return Refusal.OfProvider(answer, "AuthUserinfoEpRequestFailed", "AuthUserinfoEpRequestTimeout", endpoint)
            ?? (answer.IsGood ? null : Refusal.OfUser("AuthInvalidUserinfoResponse", $"{endpoint} answered {answer.StatusCode}"));
    }
}
