using System.Globalization;
using System.Text.Json;
using AlbEmulator.Model;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AlbEmulator.Authentication;

/// <summary>What a provider's token endpoint gives for a code or for a refresh token.</summary>
/// <param name="AccessToken">Opens the user info endpoint.</param>
/// <param name="RefreshToken">Empty for none.</param>
/// <param name="Lifetime">Of the access token; null where it is not told.</param>
/// <param name="Subject">Of the ID token; null where there is none, as after a refresh.</param>
internal sealed record ProviderTokens(string AccessToken, string RefreshToken, TimeSpan? Lifetime, string? Subject)
{
    /// <summary>By how much the clocks of provider and load balancer may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>What an answer gives, or why it gives nothing.</summary>
    /// <param name="answer">Of the token endpoint.</param>
    /// <param name="provider">Who it is.</param>
    /// <param name="wantsIdToken">Whether it must say who the user is.</param>
    /// <param name="now">The time.</param>
    /// <param name="refusal">Why there is nothing.</param>
    public static ProviderTokens? Read(
        ProviderAnswer answer, IdentityProvider provider, bool wantsIdToken, DateTimeOffset now, out Refusal? refusal)
    {
        refusal = Problem(answer, provider);
        if (refusal is not null)
        {
            return null;
        }

        if (answer.Json is not { } json || Text(json, "access_token") is not { } access || access.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            refusal = Refusal.OfUser(
                "AuthInvalidTokenResponse", $"the token endpoint {provider.TokenEndpoint} answered {answer.StatusCode} without an access_token");
            return null;
        }

        string? subject = null;
        if (wantsIdToken && (subject = SubjectOf(Text(json, "id_token"), provider, now, out var problem)) is null)
        {
            refusal = Refusal.OfUser("AuthInvalidIdToken", $"the token endpoint {provider.TokenEndpoint} {problem}");
            return null;
        }

        return new ProviderTokens(access, Text(json, "refresh_token") ?? "", Lasting(json), subject);
    }

    private static Refusal? Problem(ProviderAnswer answer, IdentityProvider provider)
    {
        var endpoint = $"the token endpoint {provider.TokenEndpoint}";
        return Refusal.OfProvider(answer, "AuthTokenEpRequestFailed", "AuthTokenEpRequestTimeout", endpoint)
            ?? (answer.IsGood ? null : Refusal.OfUser(
                answer.Json is { } json && Text(json, "error") == "invalid_grant" ? "AuthInvalidGrantError" : "AuthInvalidTokenResponse",
                $"{endpoint} answered {answer.StatusCode}{Told(answer)}"));
    }

    /// <summary>The user that an ID token names. It came from the provider itself, so that its signature says nothing more.</summary>
    private static string? SubjectOf(string? idToken, IdentityProvider provider, DateTimeOffset now, out string problem)
    {
        problem = "gives no id_token: the scope must hold openid, and the provider must speak OpenID Connect";
        if (idToken is null)
        {
            return null;
        }

        try
        {
            var token = new JsonWebToken(idToken);
            problem = token.Issuer != provider.Issuer ? $"gives an id_token of the issuer {token.Issuer}: the action has {provider.Issuer}"
                : !token.Audiences.Contains(provider.ClientId) ? $"gives an id_token that is not for the client {provider.ClientId}"
                : token.ValidTo != default && token.ValidTo < (now - Skew).UtcDateTime ? "gives an id_token that has expired"
                : token.Subject is not { Length: > 0 } ? "gives an id_token without a sub"
                : "";
            return problem.Length == 0 ? token.Subject : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or Microsoft.IdentityModel.Tokens.SecurityTokenException)
        {
            problem = "gives an id_token that is no JWT";
            return null;
        }
    }

    private static string Told(ProviderAnswer answer) =>
        answer.Json is not { } json || Text(json, "error") is not { } error ? ""
        : Text(json, "error_description") is { } description ? $" ({error}: {description})"
        : $" ({error})";

    /// <summary>Some providers write the number as a string.</summary>
    private static TimeSpan? Lasting(JsonElement json) =>
        JsonText.Member(json, "expires_in") is { } member
        && (member.ValueKind == JsonValueKind.Number ? member.GetRawText() : JsonText.Find(json, "expires_in")) is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? Text(JsonElement json, string name) => JsonText.Find(json, name) is { Length: > 0 } text ? text : null;
}
