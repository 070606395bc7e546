using System.Net;
using System.Text.Json.Nodes;
using AlbEmulator.IdentityProviders;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>What <c>/userinfo</c> tells to whom.</summary>
public sealed class UserInfoTests
{
    [Theory]
    [InlineData("alice", """{"sub":"alice","name":"Alice Example","given_name":"Alice","family_name":"Example","email":"alice@example.com","email_verified":true,"groups":["admins","staff"]}""")]
    [InlineData("bob", """{"sub":"bob","name":"Bob Sample","given_name":"Bob","family_name":"Sample","email":"bob@example.com","email_verified":true,"groups":["staff"]}""")]
    public async Task Two_users_are_there_by_themselves(string user, string claims)
    {
        await using var stage = await ProviderStage.StartAsync();
        var token = (await stage.TokensAsync(user)).GetProperty("access_token").GetString()!;
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var answer = await stage.UserInfoAsync(token, method);
            Assert.Equal(claims, (await ProviderStage.JsonAsync(answer)).GetRawText());
        }
    }

    [Fact]
    public async Task Sub_comes_first_and_the_other_claims_in_their_order()
    {
        var claims = JsonNode.Parse("""{"z":1,"custom:a":[{"x":null}],"sub":"4711","a":"Zoë <z@example.com>"}""")!.AsObject();
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Users = [new EchoUser("zoe", null, claims)] });
        // What is changed afterwards is nothing to the provider.
        claims["z"] = 2;

        using var answer = await stage.UserInfoAsync((await stage.TokensAsync("zoe")).GetProperty("access_token").GetString()!);

        Assert.Equal("""{"sub":"4711","z":1,"custom:a":[{"x":null}],"a":"Zoë <z@example.com>"}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Basic c2hvcDpzM2NyZXQ=", null)]
    [InlineData("Bearer", null)]
    [InlineData("Bearer made-up", "invalid_token")]
    public async Task Without_a_token_that_is_good_nothing_is_told(string? authorization, string? error)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.SendAsync("/userinfo", null, authorization is null ? [] : [("Authorization", authorization)]);

        Assert.Equal("invalid_token", await ProviderStage.ErrorAsync(answer, HttpStatusCode.Unauthorized));
        var challenge = Assert.Single(answer.Headers.WwwAuthenticate);
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Equal(error is not null, challenge.Parameter!.Contains($"error=\"{error}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_with_many_claims_is_taken()
    {
        var claims = new JsonObject { ["roles"] = new string('x', 60_000) };
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Users = [new EchoUser("eve", null, claims)] });

        using var answer = await stage.UserInfoAsync((await stage.TokensAsync("eve")).GetProperty("access_token").GetString()!);

        Assert.Equal(60_000, (await ProviderStage.JsonAsync(answer)).GetProperty("roles").GetString()!.Length);
    }

    [Fact]
    public async Task Token_of_another_kind_is_none()
    {
        await using var stage = await ProviderStage.StartAsync();
        var tokens = await stage.TokensAsync();
        foreach (var name in new[] { "refresh_token", "id_token" })
        {
            using var answer = await stage.UserInfoAsync(tokens.GetProperty(name).GetString()!);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var refreshed = await stage.RefreshAsync(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal("invalid_grant", await ProviderStage.ErrorAsync(refreshed));
    }

    [Theory]
    [InlineData("carol", "carol@example.com")]
    [InlineData("Dr. Who", "dr.who@example.com")]
    [InlineData("me@example.org", "me@example.org")]
    [InlineData("é", "user@example.com")]
    public void Users_of_the_command_line_have_an_address(string name, string email) =>
        Assert.Equal(email, EchoUser.Of(name).Claims["email"]!.ToString());
}
