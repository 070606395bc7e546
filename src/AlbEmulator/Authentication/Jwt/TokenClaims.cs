using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>What a token must say.</summary>
internal sealed class TokenClaims(RuleAction.JwtValidation validation)
{
    private const string NotPresent = "JWTClaimNotPresent";
    private const string FormatInvalid = "JWTClaimFormatInvalid";
    private const string ValueInvalid = "JWTClaimValueInvalid";

    /// <summary>What is wrong with the claims of a token at a time, and until when nothing is, in seconds since 1970.</summary>
    public (string Reason, string Cause)? Problem(JsonElement claims, double now, out double expires) =>
        ProblemWithTimes(claims, now, out expires) ?? ProblemWithIssuer(claims) ?? ProblemWithOthers(claims);

    private static (string Reason, string Cause)? ProblemWithTimes(JsonElement claims, double now, out double expires)
    {
        expires = 0;
        foreach (var name in (ReadOnlySpan<string>)["exp", "nbf", "iat"])
        {
            if (!claims.TryGetProperty(name, out var value))
            {
                if (name == "exp")
                {
                    return (NotPresent, "the token has no exp");
                }

                continue;
            }

            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || Math.Abs(seconds) >= long.MaxValue)
            {
                return (FormatInvalid, $"{name} of the token is no number of seconds");
            }

            if (name == "exp")
            {
                expires = seconds;
            }

            if (name == "exp" ? seconds <= now : seconds > now)
            {
                return (ValueInvalid, name switch
                {
                    "exp" => "the token has expired (exp)",
                    "nbf" => "the token is not good yet (nbf)",
                    _ => "the token was issued in the future (iat)",
                });
            }
        }

        return null;
    }

    private (string Reason, string Cause)? ProblemWithIssuer(JsonElement claims)
    {
        if (!claims.TryGetProperty("iss", out var issuer))
        {
            return (NotPresent, "the token has no iss");
        }

        if (issuer.ValueKind != JsonValueKind.String)
        {
            return (FormatInvalid, "iss of the token is no text");
        }

        return issuer.GetString() == validation.Issuer
            ? null
            : (ValueInvalid, $"iss of the token is {Quoted.Text(issuer.GetString()!)}: the action has {Quoted.Text(validation.Issuer)}");
    }

    private (string Reason, string Cause)? ProblemWithOthers(JsonElement claims)
    {
        foreach (var claim in validation.AdditionalClaims)
        {
            if (Problem(claim, claims) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static (string Reason, string Cause)? Problem(JwtClaim claim, JsonElement claims)
    {
        if (!claims.TryGetProperty(claim.Name, out var value))
        {
            return (NotPresent, $"the token has no {claim.Name}");
        }

        var isList = claim.Format == JwtClaimFormat.StringArray;
        if (isList ? !IsListOfTexts(value) : value.ValueKind != JsonValueKind.String)
        {
            return (FormatInvalid, $"{claim.Name} of the token is no {(isList ? "list of texts" : "text")}");
        }

        var holds = claim.Format switch
        {
            JwtClaimFormat.SingleString => claim.Values.Contains(value.GetString()!),
            JwtClaimFormat.StringArray => value.EnumerateArray().Any(item => claim.Values.Contains(item.GetString()!)),
            JwtClaimFormat.SpaceSeparatedValues => value.GetString()!.Split(' ') is var words && claim.Values.All(words.Contains),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return holds ? null : (ValueInvalid, $"{claim.Name} of the token is not what the action wants");
    }

    private static bool IsListOfTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String);
}
