using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>The RSA keys of an issuer.</summary>
internal sealed class KeySet
{
    private readonly Dictionary<string, SignatureProvider> _byName = new(StringComparer.Ordinal);
    private readonly List<SignatureProvider> _all = [];

    public KeySet(JsonWebKeySet set)
    {
        foreach (var key in set.Keys.Where(static key => key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.Use is null or "" or "sig"))
        {
            var provider = CryptoProviderFactory.Default.CreateForVerifying(key, SecurityAlgorithms.RsaSha256);
            _all.Add(provider);
            if (!string.IsNullOrEmpty(key.Kid))
            {
                _byName.TryAdd(key.Kid, provider);
            }
        }
    }

    public bool Has(string kid) => _byName.ContainsKey(kid);

    /// <summary>Whether one of the keys that the token may mean signed it.</summary>
    public bool HasSigned(JsonWebToken token)
    {
        var signed = Encoding.ASCII.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}");
        var signature = Base64UrlEncoder.DecodeBytes(token.EncodedSignature);
        return string.IsNullOrEmpty(token.Kid)
            ? _all.Exists(key => key.Verify(signed, signature))
            : _byName.TryGetValue(token.Kid, out var named) && named.Verify(signed, signature);
    }
}
