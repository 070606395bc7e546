using System.Net;
using System.Text.Json.Nodes;
using AlbEmulator.IdentityProviders;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>
/// What stands in access tokens.
/// <see href="https://www.rfc-editor.org/rfc/rfc9068"/>
/// </summary>
public sealed class AccessTokenTests
{
    [Fact]
    public async Task Access_token_is_a_JWT_by_the_key_that_is_shown()
    {
        await using var stage = await ProviderStage.StartAsync(now: TimeProvider.System.GetUtcNow());
        var now = stage.Time.GetUtcNow().ToUnixTimeSeconds();
        var tokens = await stage.TokensAsync();
        using var jwks = await stage.GetAsync("/jwks");

        var keys = new JsonWebKeySet(await jwks.Content.ReadAsStringAsync());
        var parameters = new TokenValidationParameters
        {
            ValidIssuer = stage.Provider.Issuer,
            ValidAudience = "shop",
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidTypes = ["at+jwt"],
        };
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(tokens.GetProperty("access_token").GetString(), parameters);
        var idToken = await new JsonWebTokenHandler().ValidateTokenAsync(tokens.GetProperty("id_token").GetString(), parameters);

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.IsType<SecurityTokenInvalidTypeException>(idToken.Exception);
        var header = ProviderStage.Header(tokens);
        Assert.Equal(["alg", "kid", "typ"], header.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("RS256", Assert.Single(keys.Keys).Kid), (header.GetProperty("alg").GetString(), header.GetProperty("kid").GetString()));
        var claims = ProviderStage.Claims(tokens)!.Value;
        Assert.Equal(
            ["iss", "sub", "aud", "client_id", "scope", "iat", "exp", "jti", "name", "given_name", "family_name", "email", "email_verified", "groups"],
            claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(
            (stage.Provider.Issuer, "alice", "shop", "shop", "openid profile email"),
            (Text("iss"), Text("sub"), Text("aud"), Text("client_id"), Text("scope")));
        Assert.Equal((now, now + 3600), (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()));

        string? Text(string name) => claims.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Each_access_token_is_another_and_known_by_itself()
    {
        await using var stage = await ProviderStage.StartAsync();
        var first = await stage.TokensAsync("alice", ("prompt", "login"));
        var second = await stage.TokensAsync("alice", ("prompt", "login"));
        using var refreshed = await stage.RefreshAsync(first.GetProperty("refresh_token").GetString()!);
        var third = await ProviderStage.JsonAsync(refreshed);

        string[] tokens = [.. new[] { first, second, third }.Select(answer => answer.GetProperty("access_token").GetString()!)];

        Assert.Equal(3, tokens.Distinct().Count());
        Assert.Equal(3, new[] { first, second, third }.Select(answer => ProviderStage.Claims(answer)!.Value.GetProperty("jti").GetString()).Distinct().Count());
        foreach (var token in tokens)
        {
            using var claims = await stage.UserInfoAsync(token);
            Assert.Equal(HttpStatusCode.OK, claims.StatusCode);
        }

        // One that is signed as well, and was never given, opens nothing.
        var parts = tokens[0].Split('.');
        using var other = await stage.UserInfoAsync($"{parts[0]}.{parts[1]}.{tokens[1].Split('.')[2]}");
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Fact]
    public async Task Claims_of_a_user_replace_none_of_an_access_token()
    {
        var claims = JsonNode.Parse(
            """
            {"iss":"evil","aud":["evil"],"exp":1,"nbf":9999999999,"iat":9999999999,"nonce":"evil","auth_time":1,"client_id":"evil","scope":"admin",
            "jti":"evil","sub":"4711","role":"cook","é":{"deep":[1,null,"x"]}}
            """)!;
        await using var stage = await ProviderStage.StartAsync(
            ProviderStage.Options with { Users = [new EchoUser("eve", null, claims.AsObject())] });
        var now = stage.Time.GetUtcNow().ToUnixTimeSeconds();

        var token = ProviderStage.Claims(await stage.TokensAsync("eve"))!.Value;

        Assert.Equal(
            ["iss", "sub", "aud", "client_id", "scope", "iat", "exp", "jti", "role", "é"], token.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(
            (stage.Provider.Issuer, "shop", "4711", "shop", "openid profile email"),
            (token.GetProperty("iss").GetString(), token.GetProperty("aud").GetString(), token.GetProperty("sub").GetString(),
                token.GetProperty("client_id").GetString(), token.GetProperty("scope").GetString()));
        Assert.Equal((now, now + 3600), (token.GetProperty("iat").GetInt64(), token.GetProperty("exp").GetInt64()));
        Assert.Equal(43, token.GetProperty("jti").GetString()!.Length);
        Assert.Equal("""{"deep":[1,null,"x"]}""", token.GetProperty("é").GetRawText());
    }

    [Theory]
    [InlineData("Dr. \"Who\"")]
    [InlineData("O'Hara\\")]
    [InlineData("</script>é漢😀")]
    [InlineData(" ")]
    public async Task Name_of_a_user_stands_in_the_token_as_it_is(string name)
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Users = [EchoUser.Of(name)] });

        var tokens = await stage.GrantAsync(("grant_type", "password"), ("username", name), ("scope", "openid profile"));
        using var told = await stage.UserInfoAsync(tokens.GetProperty("access_token").GetString()!);

        foreach (var claims in new[] { ProviderStage.Claims(tokens)!.Value, ProviderStage.Claims(tokens, "id_token")!.Value, await ProviderStage.JsonAsync(told) })
        {
            Assert.Equal((name, name), (claims.GetProperty("sub").GetString(), claims.GetProperty("name").GetString()));
        }
    }
}
