using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.IdentityProviders;

/// <summary>The key of a provider's tokens, made when it starts and gone when it ends.</summary>
internal sealed class SigningKey
{
    private const int Bits = 2048;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials;
    private readonly JsonWebKey _public;

    public SigningKey()
    {
        using var rsa = RSA.Create(Bits);
        _credentials = new SigningCredentials(new RsaSecurityKey(rsa.ExportParameters(true)) { KeyId = RandomText.New() }, Algorithm)
        {
            // What the library keeps, it keeps until the process ends.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        _public = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)));
    }

    public static string Algorithm => SecurityAlgorithms.RsaSha256;

    /// <param name="claims">What the token says.</param>
    /// <param name="type">Of which kind it is, as its header tells.</param>
    public string Sign(JsonObject claims, string type) => _handler.CreateToken(
        claims.ToJsonString(), _credentials, new Dictionary<string, object> { [JwtHeaderParameterNames.Typ] = type });

    /// <summary>The public half. <see href="https://www.rfc-editor.org/rfc/rfc7517#section-5"/></summary>
    public JsonObject Set() => new()
    {
        ["keys"] = new JsonArray(new JsonObject
        {
            ["kty"] = _public.Kty,
            ["use"] = JsonWebKeyUseNames.Sig,
            ["alg"] = Algorithm,
            ["kid"] = _credentials.Key.KeyId,
            ["n"] = _public.N,
            ["e"] = _public.E,
        }),
    };
}
