using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Which members of an issuer's key set are of use for its tokens.</summary>
public sealed class TokenKeyKindsTests
{
    [Theory]
    [InlineData("""{"kty":"EC","crv":"P-256","kid":"key-1","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"oct","kid":"key-1","k":"AAAA"}""")]
    [InlineData("""{"kty":5}""")]
    [InlineData("""{"kty":"RSA","kid":5}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":5,"e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"!!","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"N"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"N","e":"AA"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"N","e":"AQ"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"HUGE","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"OTHER","e":"AQAB","use":"enc"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","n":"OTHER","e":"AQAB","alg":"RS512"}""")]
    [InlineData("""{"kty":"RSA","kid":"key-1","key_ops":"none","x5c":"none","x":[[[[1]]]]}""")]
    [InlineData("""{"kty":"RSA","kid":"\ud800"}""")]
    [InlineData("5")]
    public async Task Key_that_is_of_no_use_spoils_none_beside_it(string broken)
    {
        await using var stage = await TokenStage.StartAsync();
        var key = broken
            .Replace("\"N\"", Good()["n"]!.ToJsonString(), StringComparison.Ordinal)
            .Replace("OTHER", (string)TokenIssuer.Rsa(null, TokenIssuer.OtherKey)["n"]!, StringComparison.Ordinal)
            .Replace("HUGE", new string('_', 30_000), StringComparison.Ordinal);
        stage.Issuer.Answer = TokenIssuer.Giving($$"""{"keys":[{{key}},{{Good().ToJsonString()}},{{key}}]}""");

        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(200, (await stage.BearAsync(TokenIssuer.Sign(TokenIssuer.Header(kid: null), stage.Issuer.Claims()))).Status);
    }

    /// <summary>RFC 7518 wants 2048 bits; what AWS does it does not say.</summary>
    [Theory]
    [InlineData(1024)]
    [InlineData(2040)]
    public async Task Key_below_2048_bits_is_of_no_use(int bits)
    {
        await using var stage = await TokenStage.StartAsync();
        using var small = RSA.Create(bits);
        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys(TokenIssuer.Rsa("small", small), Good()));

        await stage.BearAsync(TokenIssuer.Sign(TokenIssuer.Header(kid: "small"), stage.Issuer.Claims(), small));

        Assert.Equal(("401", "JWTSignatureValidationError"), await stage.RefusalAsync());
        Assert.Contains($"has {bits} bits", (await new JournalClient(stage.Emulator).CauseAsync()).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_without_a_kid_may_be_signed_by_any_key_and_one_with_a_kid_by_that_alone()
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys(
            TokenIssuer.Rsa("key-2", TokenIssuer.OtherKey), Good(), TokenIssuer.Rsa("key-2", TokenIssuer.Key)));

        foreach (var (kid, key, status) in new[]
        {
            (null, TokenIssuer.Key, 200), ("", TokenIssuer.OtherKey, 200), ("key-2", TokenIssuer.OtherKey, 200), ("key-2", TokenIssuer.Key, 200),
            (TokenIssuer.Kid, TokenIssuer.OtherKey, 401), ("KEY-1", TokenIssuer.Key, 401),
        })
        {
            Assert.Equal(status, (await stage.BearAsync(TokenIssuer.Sign(TokenIssuer.Header(kid: kid), stage.Issuer.Claims(), key))).Status);
        }
    }

    private static JsonObject Good() => TokenIssuer.Rsa(TokenIssuer.Kid, TokenIssuer.Key);
}
