using System.Text.Json;
using AlbEmulator.Model;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>What a token must say.</summary>
internal sealed class TokenClaims(RuleAction.JwtValidation validation)
{
    private const string NotPresent = "JWTClaimNotPresent";
    private const string FormatInvalid = "JWTClaimFormatInvalid";
    private const string ValueInvalid = "JWTClaimValueInvalid";

    /// <summary>What is wrong with a token at any time; null for nothing.</summary>
    public (string Reason, string Cause)? Problem(JsonWebToken token)
    {
        foreach (var time in (ReadOnlySpan<string>)["exp", "nbf", "iat"])
        {
            if (!token.TryGetPayloadValue<JsonElement>(time, out var value))
            {
                if (time == "exp")
                {
                    return (NotPresent, "the token has no exp");
                }
            }
            else if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || Math.Abs(seconds) > 1e11)
            {
                return (FormatInvalid, $"{time} of the token is no time");
            }
        }

        if (!token.TryGetPayloadValue<JsonElement>("iss", out var issuer))
        {
            return (NotPresent, "the token has no iss");
        }

        if (issuer.ValueKind != JsonValueKind.String)
        {
            return (FormatInvalid, "iss of the token is no text");
        }

        if (issuer.GetString() != validation.Issuer)
        {
            return (ValueInvalid, $"iss of the token is {issuer.GetString()}: the action has {validation.Issuer}");
        }

        foreach (var claim in validation.AdditionalClaims)
        {
            if (Problem(claim, token) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What is wrong with it now.</summary>
    public (string Reason, string Cause)? ProblemWithTimes(JsonWebToken token, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        return Seconds(token, "exp") is { } expires && expires <= seconds ? (ValueInvalid, "the token has expired (exp)")
            : Seconds(token, "nbf") is { } begins && begins > seconds ? (ValueInvalid, "the token is not good yet (nbf)")
            : Seconds(token, "iat") is { } issued && issued > seconds ? (ValueInvalid, "the token was issued in the future (iat)")
            : null;
    }

    private static double? Seconds(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<JsonElement>(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static (string Reason, string Cause)? Problem(JwtClaim claim, JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<JsonElement>(claim.Name, out var value))
        {
            return (NotPresent, $"the token has no {claim.Name}");
        }

        var isList = claim.Format == JwtClaimFormat.StringArray;
        if (isList ? value.ValueKind != JsonValueKind.Array : value.ValueKind != JsonValueKind.String)
        {
            return (FormatInvalid, $"{claim.Name} of the token is no {(isList ? "list of texts" : "text")}");
        }

        var holds = claim.Format switch
        {
            JwtClaimFormat.SingleString => claim.Values.Contains(value.GetString()!),
            JwtClaimFormat.StringArray => value.EnumerateArray()
                .Any(item => item.ValueKind == JsonValueKind.String && claim.Values.Contains(item.GetString()!)),
            JwtClaimFormat.SpaceSeparatedValues => value.GetString()!.Split(' ') is var words && claim.Values.All(words.Contains),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return holds ? null : (ValueInvalid, $"{claim.Name} of the token is not what the action wants");
    }
}
