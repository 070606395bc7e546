using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>A provider that stands in for a user pool of Amazon Cognito.</summary>
public sealed class UserPoolTests
{
    private const string Pool = "us-east-1_EXAMPLE";

    private static readonly string Issuer = UserPool.Issuer("us-east-1", Pool);

    [Theory]
    [InlineData("")]
    [InlineData($"/{Pool}")]
    public async Task Answers_where_a_pool_does(string basePath)
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Issuer = Issuer });
        var code = await stage.LogInAsync();
        using var redeemed = await stage.PostAsync($"{basePath}/oauth2/token",
        [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", ProviderStage.RedirectUri), ("client_id", "shop"),
            ("client_secret", ProviderStage.Secret),
        ]);
        var tokens = await ProviderStage.JsonAsync(redeemed);
        using var claims = await stage.SendAsync(
            $"{basePath}/oauth2/userInfo", null, ("Authorization", $"Bearer {tokens.GetProperty("access_token").GetString()}"));
        using var keys = await stage.GetAsync($"{basePath}/.well-known/jwks.json");
        using var own = await stage.GetAsync("/jwks");

        Assert.Equal("alice", (await ProviderStage.JsonAsync(claims)).GetProperty("sub").GetString());
        Assert.Equal((await ProviderStage.JsonAsync(own)).GetRawText(), (await ProviderStage.JsonAsync(keys)).GetRawText());
        Assert.Equal(Issuer, ProviderStage.Claims(tokens, "id_token")!.Value.GetProperty("iss").GetString());
    }

    [Fact]
    public async Task Browser_is_sent_to_the_page_that_knows_it_again()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Issuer = Issuer });
        var query = ProviderStage.Query(("state", "a b&c=d/é%2F\r\nX: y"))["/authorize".Length..];

        using var answer = await stage.GetAsync($"/oauth2/authorize{query}");
        using var page = await stage.GetAsync(answer.Headers.Location!.OriginalString);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal($"/{Pool}/authorize{query}", answer.Headers.Location!.OriginalString);
        Assert.Contains("Who are you?", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?a=b&a=c&d", "?a=b&a=c&d=")]
    [InlineData("?a=\"<>\u007f", "?a=%22%3C%3E%7F")]
    [InlineData("?\t=\v", "?%09=%0B")]
    [InlineData("?x=y#z", "?x=y%23z")]
    [InlineData("", "")]
    public async Task Whatever_is_asked_can_stand_in_the_place_it_is_sent_to(string query, string sent)
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Issuer = Issuer });

        var answer = await RawClient.ExchangeAsync(stage.Provider.EndPoint.Port, $"GET /oauth2/authorize{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Equal((302, $"/{Pool}/authorize{sent}"), (answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task Front_page_says_how_the_emulator_finds_it()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Issuer = Issuer, ClientSecret = null });
        using var answer = await stage.GetAsync("/");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.All(
            [
                $"--Alb:Cognito:Endpoint=http://{stage.Provider.EndPoint} --Alb:Cognito:ClientSecrets:shop=any-secret",
                $"http://{stage.Provider.EndPoint}/{Pool}/.well-known/jwks.json",
                $"curl -s -u shop:any-secret http://{stage.Provider.EndPoint}/oauth2/token -d grant_type=client_credentials",
            ],
            word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.DoesNotContain("AuthenticateOidcConfig", page, StringComparison.Ordinal);
    }
}
