using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>
/// A public key for RS256.
/// <see href="https://datatracker.ietf.org/doc/html/rfc7518#section-6.3"/>
/// </summary>
internal sealed class RsaKey
{
    /// <summary>A key must have 2048 bits (RFC 7518, 3.3); what AWS does with a shorter one it does not say.</summary>
    private const int FewestBits = 2048;

    private readonly SignatureProvider _provider;

    private RsaKey(string? kid, SignatureProvider provider) => (Kid, _provider) = (kid, provider);

    public string? Kid { get; }

    /// <summary>The key that a member of a key set is, or why none that could be used.</summary>
    public static RsaKey? Read(JsonElement json, out string problem)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problem = "is no object";
            return null;
        }

        problem = JsonText.Find(json, "kty") is not "RSA" ? "is no RSA key"
            : JsonText.Find(json, "use") is not (null or "" or "sig") ? "is not for signatures (use)"
            : JsonText.Find(json, "alg") is not (null or "" or SecurityAlgorithms.RsaSha256) ? "is not for RS256 (alg)"
            : "";
        if (problem.Length > 0)
        {
            return null;
        }

        if (Number(json, "n") is not { } modulus || Number(json, "e") is not { } exponent)
        {
            problem = "has no n and e in base64url";
            return null;
        }

        var bits = new BigInteger(modulus, isUnsigned: true, isBigEndian: true).GetBitLength();
        if (bits < FewestBits)
        {
            problem = $"has {bits} bits, and RS256 takes none below {FewestBits}";
            return null;
        }

        return Made(JsonText.Find(json, "kid"), new RSAParameters { Modulus = modulus, Exponent = exponent }, out problem);
    }

    /// <summary>Any number of threads may ask at once.</summary>
    public bool HasSigned(SignedToken token) => _provider.Verify(token.Signed, token.Signature);

    /// <summary>Whether it can be used is seen by using it.</summary>
    private static RsaKey? Made(string? kid, RSAParameters parameters, out string problem)
    {
        problem = "";
        try
        {
            var provider = CryptoProviderFactory.Default.CreateForVerifying(
                new RsaSecurityKey(parameters), SecurityAlgorithms.RsaSha256, cacheProvider: false);
            _ = provider.Verify([0], new byte[parameters.Modulus!.Length]);
            return new RsaKey(kid, provider);
        }
        catch (Exception exception) when (
            exception is CryptographicException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            problem = "has an n or e by which nothing can be signed";
            return null;
        }
    }

    /// <summary>The bytes of a positive number, without zeros before it.</summary>
    private static byte[]? Number(JsonElement json, string name)
    {
        if (JsonText.Find(json, name) is not { } text)
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && bytes.AsSpan(0, written).TrimStart((byte)0) is { Length: > 0 } number
                ? number.ToArray()
                : null;
    }
}
