using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Requests;
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

    private readonly TokenClaims _claims = new(validation);
    private readonly KnownTokens _known = new();

    public override ValueTask<bool> AdmitAsync(AlbRequest request)
    {
        var header = request.Context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return ValueTask.FromResult(Refuse(request, "JWTHeaderNotPresent", "the request has no Authorization header"));
        }

        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult(
                Refuse(request, "JWTRequestFormatInvalid", "the request has not one Authorization header of Bearer and a token"));
        }

        var text = value[Scheme.Length..].Trim(' ');
        var digest = Digest.Of(text);
        if (_known.Find(digest, Now(request)) is { } signers && ReferenceEquals(signers, keys.Current))
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.JwtValidationSuccess);
            return ValueTask.FromResult(true);
        }

        return ValidateAsync(request, text, digest);
    }

    private async ValueTask<bool> ValidateAsync(AlbRequest request, string text, UInt128 digest)
    {
        if (SignedToken.Read(text, out var problem) is not { } token)
        {
            return Refuse(request, "JWTRequestFormatInvalid", problem);
        }

        if (token.Algorithm != SecurityAlgorithms.RsaSha256)
        {
            return Refuse(
                request, "JWTSignatureValidationError", $"the token says that it is signed by {Quoted.Text(token.Algorithm)}: only RS256 is taken");
        }

        var (set, refusal) = await FindAsync(request, token.Kid);
        if (set is null)
        {
            refusal!.Answer(request);
            return false;
        }

        if (!set.HasSigned(token))
        {
            return Refuse(
                request,
                "JWTSignatureValidationError",
                string.IsNullOrEmpty(token.Kid) || set.Has(token.Kid)
                    ? "the token is signed by none of the issuer's keys that it may mean"
                    : $"the token names the key {Quoted.Text(token.Kid)}, which the issuer has not, or not for RS256; {set.Told}");
        }

        if (_claims.Problem(token.Claims, Now(request), out var expires) is var (reason, cause))
        {
            return Refuse(request, reason, cause);
        }

        _known.Add(digest, expires, set);
        request.Listener.Metrics.Add(LoadBalancerCounter.JwtValidationSuccess);
        return true;
    }

    /// <summary>A fault of the emulator goes its usual way, with AWS's reason for it.</summary>
    private async ValueTask<(KeySet? Keys, Refusal? Refusal)> FindAsync(AlbRequest request, string? kid)
    {
        try
        {
            return await keys.FindAsync(kid);
        }
        catch (Exception)
        {
            request.ErrorReason = "JWTValidationInternalError";
            request.Listener.Metrics.Add(LoadBalancerCounter.JwtValidationFailure);
            throw;
        }
    }

    private static double Now(AlbRequest request) => request.Connection.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>What a client gets whose token is not taken AWS does not say; others saw a 401.</summary>
    private static bool Refuse(AlbRequest request, string reason, string cause)
    {
        new Refusal(reason, StatusCodes.Status401Unauthorized, cause, LoadBalancerCounter.JwtValidationFailure).Answer(request);
        return false;
    }
}
