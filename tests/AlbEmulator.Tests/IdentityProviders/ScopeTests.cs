using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.IdentityProviders;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>
/// What a scope lets be told of a user.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims"/>
/// </summary>
public sealed class ScopeTests
{
    private const string Profile =
        "birthdate,family_name,gender,given_name,locale,middle_name,name,nickname,picture,preferred_username,profile,updated_at,website,zoneinfo";

    private static readonly string[] OfTokens =
        ["iss", "sub", "aud", "exp", "iat", "auth_time", "client_id", "scope", "jti"];

    /// <summary>Somebody of whom everything is known.</summary>
    private static readonly EchoProviderOptions Options = ProviderStage.Options with
    {
        Users =
        [
            new("eve", null, new JsonObject(
                $"{Profile},email,email_verified,phone_number,phone_number_verified,groups,custom:role,profiles"
                    .Split(',').Select(name => KeyValuePair.Create(name, (JsonNode?)"x"))) { ["address"] = new JsonObject { ["country"] = "FR" } }),
        ],
    };

    [Theory]
    [InlineData("openid", "")]
    [InlineData("openid profile", Profile)]
    [InlineData("email openid", "email,email_verified")]
    [InlineData("openid phone", "phone_number,phone_number_verified")]
    [InlineData("openid address", "address")]
    [InlineData("openid  address phone ", "address,phone_number,phone_number_verified")]
    [InlineData("openid Profile profile2 EMAIL groups", "")]
    [InlineData("openid offline_access profile address email phone", "address,email,email_verified,phone_number,phone_number_verified," + Profile)]
    public async Task Words_of_a_scope_let_claims_be_told_in_both_tokens_and_by_user_info_alike(string scope, string told)
    {
        await using var stage = await ProviderStage.StartAsync(Options);

        var tokens = await stage.TokensAsync("eve", ("scope", scope));
        using var answer = await stage.UserInfoAsync(tokens.GetProperty("access_token").GetString()!);

        // Of what belongs to no word of a scope the user's file decides.
        var expected = told.Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(["groups", "custom:role", "profiles"]).Order(StringComparer.Ordinal);
        Assert.Equal(expected, Names(ProviderStage.Claims(tokens)!.Value));
        Assert.Equal(expected, Names(ProviderStage.Claims(tokens, "id_token")!.Value));
        var claims = await ProviderStage.JsonAsync(answer);
        Assert.Equal(expected, Names(claims));
        Assert.Equal("eve", claims.GetProperty("sub").GetString());
    }

    [Fact]
    public async Task Refresh_with_a_part_of_the_scope_tells_that_part()
    {
        await using var stage = await ProviderStage.StartAsync();
        var first = await stage.TokensAsync("alice", ("scope", "openid profile email"));
        var refresh = first.GetProperty("refresh_token").GetString()!;

        using var answer = await stage.RefreshAsync(refresh, ("scope", "email openid"));
        using var whole = await stage.RefreshAsync(refresh);

        var less = await ProviderStage.JsonAsync(answer);
        Assert.Equal("email openid", less.GetProperty("scope").GetString());
        Assert.Equal(["email", "email_verified", "groups"], Names(ProviderStage.Claims(less)!.Value));
        Assert.Equal(["email", "email_verified", "groups"], Names(ProviderStage.Claims(less, "id_token")!.Value));
        using var told = await stage.UserInfoAsync(less.GetProperty("access_token").GetString()!);
        Assert.Equal(["email", "email_verified", "groups"], Names(await ProviderStage.JsonAsync(told)));
        Assert.Equal("openid profile email", (await ProviderStage.JsonAsync(whole)).GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Part_of_a_scope_ends_with_the_whole()
    {
        await using var stage = await ProviderStage.StartAsync();
        var code = await stage.LogInAsync();
        using var first = await stage.RedeemAsync(code);
        var refresh = (await ProviderStage.JsonAsync(first)).GetProperty("refresh_token").GetString()!;
        using var answer = await stage.RefreshAsync(refresh, ("scope", "openid"));
        var token = (await ProviderStage.JsonAsync(answer)).GetProperty("access_token").GetString()!;

        using var again = await stage.RedeemAsync(code);

        Assert.Equal("invalid_grant", await ProviderStage.ErrorAsync(again));
        using var told = await stage.UserInfoAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, told.StatusCode);
    }

    [Theory]
    [InlineData("client_credentials", "openid")]
    [InlineData("client_credentials", "orders")]
    [InlineData("password", "email")]
    [InlineData("password", "")]
    public async Task User_info_wants_a_user_and_openid(string grantType, string scope)
    {
        await using var stage = await ProviderStage.StartAsync();
        var tokens = await stage.GrantAsync(("grant_type", grantType), ("username", "alice"), ("scope", scope));

        using var answer = await stage.UserInfoAsync(tokens.GetProperty("access_token").GetString()!);

        Assert.Equal("insufficient_scope", await ProviderStage.ErrorAsync(answer, HttpStatusCode.Forbidden));
        Assert.Contains("error=\"insufficient_scope\"", Assert.Single(answer.Headers.WwwAuthenticate).Parameter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_says_what_the_application_is_told()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var little = await stage.AskAsync(("scope", "openid"));
        using var more = await stage.AskAsync(("scope", "openid email"));

        Assert.Contains("The application is told <code>sub, groups</code>", await little.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("The application is told <code>sub, email, email_verified, groups</code>", await more.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Claims of the user, without those that every token has.</summary>
    private static IEnumerable<string> Names(JsonElement claims) =>
        claims.EnumerateObject().Select(claim => claim.Name).Except(OfTokens).Order(StringComparer.Ordinal);
}
