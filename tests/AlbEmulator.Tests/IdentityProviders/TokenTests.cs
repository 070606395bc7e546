using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.IdentityProviders;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>What <c>/token</c> gives for what.</summary>
public sealed class TokenTests
{
    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static readonly (string, string?)[] WithChallenge = [("code_challenge", Challenge), ("code_challenge_method", "S256")];

    [Fact]
    public async Task Id_token_is_valid_by_the_key_that_is_shown()
    {
        await using var stage = await ProviderStage.StartAsync(now: TimeProvider.System.GetUtcNow());
        var code = await stage.LogInAsync("alice", ("nonce", "n-0S6_WzA2Mj"));
        var loggedIn = stage.Time.GetUtcNow().ToUnixTimeSeconds();
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        using var answer = await stage.RedeemAsync(code);
        using var jwks = await stage.GetAsync("/jwks");

        var tokens = await ProviderStage.JsonAsync(answer);
        var keys = new JsonWebKeySet(await jwks.Content.ReadAsStringAsync());
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            tokens.GetProperty("id_token").GetString(),
            new TokenValidationParameters
            {
                ValidIssuer = stage.Provider.Issuer,
                ValidAudience = "shop",
                IssuerSigningKeys = keys.GetSigningKeys(),
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(Assert.Single(keys.Keys).Kid, ((JsonWebToken)result.SecurityToken).Kid);
        var claims = Claims(tokens);
        Assert.Equal(
            ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "name", "given_name", "family_name", "email", "email_verified", "groups"],
            claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal("alice", claims.GetProperty("sub").GetString());
        Assert.Equal("n-0S6_WzA2Mj", claims.GetProperty("nonce").GetString());
        Assert.Equal(
            (loggedIn, loggedIn + 5, loggedIn + 5 + 3600),
            (claims.GetProperty("auth_time").GetInt64(), claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()));
        Assert.Equal("""["admins","staff"]""", claims.GetProperty("groups").GetRawText());
    }

    [Fact]
    public async Task Key_that_is_shown_has_no_private_half()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.GetAsync("/jwks");

        var key = Assert.Single((await ProviderStage.JsonAsync(answer)).GetProperty("keys").EnumerateArray());
        Assert.Equal(["kty", "use", "alg", "kid", "n", "e"], key.EnumerateObject().Select(value => value.Name));
    }

    [Fact]
    public async Task Code_gives_all_that_is_promised()
    {
        await using var stage = await ProviderStage.StartAsync();

        var tokens = await stage.TokensAsync();

        Assert.Equal(
            ["access_token", "token_type", "expires_in", "id_token", "scope", "refresh_token"], tokens.EnumerateObject().Select(value => value.Name));
        Assert.Equal("Bearer", tokens.GetProperty("token_type").GetString());
        Assert.Equal(3600, tokens.GetProperty("expires_in").GetInt32());
        Assert.Equal("openid profile email", tokens.GetProperty("scope").GetString());
        Assert.False(Claims(tokens).TryGetProperty("nonce", out _));
    }

    [Fact]
    public async Task Code_that_comes_again_ends_what_came_of_it()
    {
        await using var stage = await ProviderStage.StartAsync();
        var code = await stage.LogInAsync();
        using var first = await stage.RedeemAsync(code);
        var tokens = await ProviderStage.JsonAsync(first);

        using var second = await stage.RedeemAsync(code);

        Assert.Equal("invalid_grant", await ProviderStage.ErrorAsync(second));
        using var claims = await stage.UserInfoAsync(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal(HttpStatusCode.Unauthorized, claims.StatusCode);
        using var refreshed = await stage.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal("invalid_grant", await ProviderStage.ErrorAsync(refreshed));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task Code_is_good_for_a_minute(int seconds, bool isGood)
    {
        await using var stage = await ProviderStage.StartAsync();
        var code = await stage.LogInAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(seconds));

        using var answer = await stage.RedeemAsync(code);

        Assert.Equal(isGood ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://other.example/oauth2/idpresponse")]
    [InlineData("https://shop.example/oauth2/idpresponse/")]
    [InlineData("")]
    public async Task Code_is_bound_to_its_redirect_uri(string redirectUri)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.TokenAsync(
            ProviderStage.Secret,
            ("grant_type", "authorization_code"), ("code", await stage.LogInAsync()), ("redirect_uri", redirectUri));

        Assert.Equal("invalid_grant", await ProviderStage.ErrorAsync(answer));
    }

    [Theory]
    [InlineData(true, Verifier, true)]
    [InlineData(true, "another-verifier-another-verifier-another-verifier", false)]
    [InlineData(true, null, false)]
    [InlineData(false, Verifier, false)]
    [InlineData(false, null, true)]
    public async Task Verifier_has_to_go_with_the_challenge(bool hasChallenge, string? verifier, bool isGood)
    {
        await using var stage = await ProviderStage.StartAsync();
        var code = await stage.LogInAsync("alice", hasChallenge ? WithChallenge : []);

        using var answer = await stage.RedeemAsync(code, verifier is null ? [] : [("code_verifier", verifier)]);

        Assert.Equal(isGood ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("invalid_request")]
    [InlineData("unsupported_grant_type", "grant_type", "urn:ietf:params:oauth:grant-type:device_code")]
    [InlineData("invalid_request", "grant_type", "authorization_code")]
    [InlineData("invalid_request", "grant_type", "refresh_token")]
    [InlineData("invalid_grant", "grant_type", "authorization_code", "code", "made-up")]
    [InlineData("invalid_grant", "grant_type", "refresh_token", "refresh_token", "made-up")]
    [InlineData("invalid_request", "code", "1", "code", "2")]
    [InlineData("invalid_request", "client_secret", ProviderStage.Secret)]
    public async Task What_is_wrong_with_a_form_has_its_word(string error, params string[] form)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.TokenAsync(ProviderStage.Secret, form.Chunk(2).Select(field => (field[0], field[1])));

        Assert.Equal(error, await ProviderStage.ErrorAsync(answer));
    }

    [Fact]
    public async Task What_is_no_small_form_is_told_as_JSON()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var json = await stage.SendAsync("/token", new StringContent("{}", Encoding.UTF8, "application/json"));
        using var large = await stage.TokenAsync(ProviderStage.Secret, ("code", new string('x', 17_000)));

        Assert.Equal("invalid_request", await ProviderStage.ErrorAsync(json, HttpStatusCode.UnsupportedMediaType));
        Assert.Equal("invalid_request", await ProviderStage.ErrorAsync(large, HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Refresh_token_gives_new_tokens_after_the_old_ones_have_ended_and_stays_good()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { TokenLifetime = TimeSpan.FromMinutes(5) });
        var tokens = await stage.TokensAsync("bob", ("nonce", "n"));
        var (access, refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal(300, tokens.GetProperty("expires_in").GetInt32());
        for (var round = 0; round < 2; round++)
        {
            stage.Time.Advance(TimeSpan.FromMinutes(5));
            using var over = await stage.UserInfoAsync(access);
            Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);

            using var answer = await stage.RefreshAsync(refresh);

            var refreshed = await ProviderStage.JsonAsync(answer);
            access = refreshed.GetProperty("access_token").GetString()!;
            Assert.Equal(refresh, refreshed.GetProperty("refresh_token").GetString());
            using var claims = await stage.UserInfoAsync(access);
            Assert.Equal("bob", (await ProviderStage.JsonAsync(claims)).GetProperty("sub").GetString());
            Assert.Equal(Claims(tokens).GetProperty("auth_time").GetInt64(), Claims(refreshed).GetProperty("auth_time").GetInt64());
            Assert.Equal(stage.Time.GetUtcNow().ToUnixTimeSeconds() + 300, Claims(refreshed).GetProperty("exp").GetInt64());
            Assert.False(Claims(refreshed).TryGetProperty("nonce", out _));
        }
    }

    [Theory]
    [InlineData("openid", true)]
    [InlineData("openid phone", false)]
    public async Task Refresh_token_gives_no_more_than_was_granted(string scope, bool isGood)
    {
        await using var stage = await ProviderStage.StartAsync();
        var refresh = (await stage.TokensAsync()).GetProperty("refresh_token").GetString()!;

        using var answer = await stage.RefreshAsync(refresh, ("scope", scope));

        Assert.Equal(isGood ? null : "invalid_scope", isGood ? null : await ProviderStage.ErrorAsync(answer));
        Assert.Equal(isGood, answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Without_refresh_tokens_there_are_none()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { HasRefreshTokens = false });

        var tokens = await stage.TokensAsync();
        using var answer = await stage.RefreshAsync("made-up");

        Assert.False(tokens.TryGetProperty("refresh_token", out _));
        Assert.Equal("unsupported_grant_type", await ProviderStage.ErrorAsync(answer));
    }

    [Fact]
    public async Task Claims_of_a_user_replace_none_of_the_token()
    {
        var claims = JsonNode.Parse("""{"iss":"evil","aud":"evil","exp":1,"nbf":9999999999,"nonce":"evil","sub":"4711","é":{"deep":[1,null,"x"]}}""")!;
        await using var stage = await ProviderStage.StartAsync(
            ProviderStage.Options with { Users = [new EchoUser("eve", null, claims.AsObject())] });

        var token = Claims(await stage.TokensAsync("eve"));

        Assert.Equal(stage.Provider.Issuer, token.GetProperty("iss").GetString());
        Assert.Equal("shop", token.GetProperty("aud").GetString());
        Assert.Equal("4711", token.GetProperty("sub").GetString());
        Assert.Equal("""{"deep":[1,null,"x"]}""", token.GetProperty("é").GetRawText());
        Assert.False(token.TryGetProperty("nonce", out _) || token.TryGetProperty("nbf", out _));
    }

    private static JsonElement Claims(JsonElement tokens)
    {
        var payload = tokens.GetProperty("id_token").GetString()!.Split('.')[1];
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(payload));
        return claims.RootElement.Clone();
    }
}
