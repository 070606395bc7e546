using System.Collections.Concurrent;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>
/// Lets requests pass that bear a token of the issuer: the action <c>jwt-validation</c>. The token goes on to the target as it
/// came.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html"/>
/// </summary>
internal sealed class TokenGate(RuleAction.JwtValidation validation, JsonWebKeys keys) : Gate
{
    private const string Scheme = "Bearer ";

    /// <summary>Tokens whose signature and claims are known to be right; of two lots the older goes.</summary>
    private const int MostKnown = 1024;

    private static readonly HiddenHeaders Hidden = new(sessionCookie: null);

    private readonly TokenClaims _claims = new(validation);
    private KnownTokens _known = new(null, null);

    public override ValueTask<bool> AdmitAsync(AlbRequest request)
    {
        request.Hide(Hidden);
        var header = request.Context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return Refused(request, "JWTHeaderNotPresent", "the request has no Authorization header");
        }

        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Refused(request, "JWTRequestFormatInvalid", "the Authorization header is not Bearer and a token");
        }

        var text = value[Scheme.Length..].Trim();
        var known = Volatile.Read(ref _known);
        if (known.Find(text) is { } token && _claims.ProblemWithTimes(token, request.Connection.Time.GetUtcNow()) is null)
        {
            var found = keys.FindAsync(token.Kid);
            if (found is { IsCompletedSuccessfully: true, Result.Keys: { } set } && ReferenceEquals(set, known.Keys))
            {
                request.Listener.Metrics.Add(LoadBalancerCounter.JwtValidationSuccess);
                return ValueTask.FromResult(true);
            }
        }

        return ValidateAsync(request, text);
    }

    private async ValueTask<bool> ValidateAsync(AlbRequest request, string text)
    {
        JsonWebToken token;
        try
        {
            token = new JsonWebToken(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or SecurityTokenException)
        {
            return await Refused(request, "JWTRequestFormatInvalid", "the token is no JWT");
        }

        if (token.Alg != SecurityAlgorithms.RsaSha256)
        {
            return await Refused(request, "JWTSignatureValidationError", "the token is not signed by RS256");
        }

        var (set, refusal) = await keys.FindAsync(token.Kid);
        if (set is null)
        {
            refusal!.Answer(request);
            return false;
        }

        if (!set.HasSigned(token))
        {
            return await Refused(request, "JWTSignatureValidationError", "the token is signed by none of the issuer's keys that it may mean");
        }

        if ((_claims.Problem(token) ?? _claims.ProblemWithTimes(token, request.Connection.Time.GetUtcNow())) is var (reason, cause))
        {
            return await Refused(request, reason, cause);
        }

        Remember(text, token, set);
        request.Listener.Metrics.Add(LoadBalancerCounter.JwtValidationSuccess);
        return true;
    }

    private void Remember(string text, JsonWebToken token, KeySet set)
    {
        var known = Volatile.Read(ref _known);
        if (!ReferenceEquals(known.Keys, set))
        {
            known = new KnownTokens(set, null);
        }
        else if (known.Latest.Count >= MostKnown)
        {
            known = new KnownTokens(set, known.Latest);
        }

        known.Latest[text] = token;
        Volatile.Write(ref _known, known);
    }

    /// <summary>What a client gets whose token is not taken AWS does not say; others saw a 401.</summary>
    private static ValueTask<bool> Refused(AlbRequest request, string reason, string cause)
    {
        new Refusal(reason, StatusCodes.Status401Unauthorized, cause, LoadBalancerCounter.JwtValidationFailure).Answer(request);
        return ValueTask.FromResult(false);
    }

    private sealed record KnownTokens(KeySet? Keys, ConcurrentDictionary<string, JsonWebToken>? Before)
    {
        public ConcurrentDictionary<string, JsonWebToken> Latest { get; } = new(StringComparer.Ordinal);

        public JsonWebToken? Find(string text) => Latest.GetValueOrDefault(text) ?? Before?.GetValueOrDefault(text);
    }
}
