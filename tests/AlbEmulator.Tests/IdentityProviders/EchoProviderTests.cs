using System.Net;
using AlbEmulator.IdentityProviders;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>Where an echo provider is, and what it says of itself.</summary>
public sealed class EchoProviderTests
{
    [Fact]
    public async Task Discovery_tells_all_of_it()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.GetAsync("/.well-known/openid-configuration");

        var issuer = $"http://localhost:{stage.Provider.EndPoint.Port}";
        Assert.Equal(issuer, stage.Provider.Issuer);
        Assert.Equal(
            $$"""
            {"issuer":"{{issuer}}","authorization_endpoint":"{{issuer}}/authorize","token_endpoint":"{{issuer}}/token","userinfo_endpoint":"{{issuer}}/userinfo",
            "jwks_uri":"{{issuer}}/jwks","end_session_endpoint":"{{issuer}}/logout","scopes_supported":["openid","profile","email","address","phone"],
            "response_types_supported":["code"],"response_modes_supported":["query"],"grant_types_supported":["authorization_code","refresh_token","client_credentials","password"],
            "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],
            "token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"],
            "claims_supported":["iss","sub","aud","exp","iat","auth_time","nonce","name","given_name","family_name","email","email_verified","groups"],
            "code_challenge_methods_supported":["S256"],"prompt_values_supported":["none","login","consent","select_account"],
            "claims_parameter_supported":false,"request_parameter_supported":false,"request_uri_parameter_supported":false}
            """.ReplaceLineEndings(""),
            (await ProviderStage.JsonAsync(answer)).GetRawText());
    }

    [Theory]
    [InlineData("https://login.example", "", "https://login.example/token")]
    [InlineData("https://login.example/", "", "https://login.example/token")]
    [InlineData("http://localhost:8080/realms/play", "/realms/play", "http://localhost:8080/realms/play/token")]
    public async Task Issuer_may_be_another(string issuer, string basePath, string tokenEndpoint)
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Issuer = issuer });
        // Whoever is before it may have taken the path away.
        foreach (var path in new[] { "", basePath }.Distinct())
        {
            using var answer = await stage.GetAsync($"{path}/.well-known/openid-configuration");
            using var page = await stage.GetAsync(path + ProviderStage.Query());

            var document = await ProviderStage.JsonAsync(answer);
            Assert.Equal(issuer, document.GetProperty("issuer").GetString());
            Assert.Equal(tokenEndpoint, document.GetProperty("token_endpoint").GetString());
            Assert.Contains($"action=\"{basePath}/authorize\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(issuer, stage.Provider.Issuer);
        var transaction = await stage.OpenPageAsync();
        using var login = await stage.PostAsync(
            $"{basePath}/authorize", [("transaction", transaction), ("user", "alice")], ("Origin", new Uri(issuer).GetLeftPart(UriPartial.Authority)));
        var cookie = login.Headers.GetValues("Set-Cookie").First();
        Assert.Contains($"path={basePath}/authorize;", cookie, StringComparison.Ordinal);
        Assert.Equal(issuer.StartsWith("https:", StringComparison.Ordinal), cookie.Contains("; secure", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost:9000")]
    [InlineData("ftp://localhost")]
    [InlineData("http://localhost/?x=1")]
    [InlineData("http://localhost/#x")]
    [InlineData("http://me@localhost")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://löcalhost")]
    [InlineData("http://localhost/\n")]
    [InlineData("")]
    public async Task What_is_no_issuer_is_refused(string issuer)
    {
        Assert.False(ProviderUrls.IsIssuer(issuer));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            EchoProvider.StartAsync(new EchoProviderOptions { Issuer = issuer }, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task Port_that_is_taken_is_told_as_Kestrel_tells_it()
    {
        await using var stage = await ProviderStage.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => EchoProvider.StartAsync(
            new EchoProviderOptions { Port = stage.Provider.EndPoint.Port }, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task Front_page_tells_what_this_is()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.GetAsync("/");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(
            ["a plaything", "It is no product", "authenticate-oidc", $"{stage.Provider.Issuer}/token", "AuthorizationEndpoint", "alice", "bob@example.com", "shop"],
            word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.DoesNotContain(ProviderStage.Secret, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, null)]
    [InlineData("GET", "/authorize/", HttpStatusCode.NotFound, null)]
    [InlineData("GET", "/token", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("POST", "/jwks", HttpStatusCode.MethodNotAllowed, "GET, HEAD")]
    [InlineData("DELETE", "/authorize", HttpStatusCode.MethodNotAllowed, "GET, HEAD, POST")]
    public async Task What_is_not_there_is_told_in_plain_words(string method, string path, HttpStatusCode status, string? allow)
    {
        await using var stage = await ProviderStage.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), stage.At(path)));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(path, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(allow, allow is null ? null : string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public async Task Head_has_the_length_of_the_page_and_none_of_it()
    {
        await using var stage = await ProviderStage.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, stage.At("/")));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(answer.Content.Headers.ContentLength!.Value, 500, 10_000);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Two_providers_have_keys_of_their_own()
    {
        await using var one = await ProviderStage.StartAsync();
        await using var other = await ProviderStage.StartAsync();

        Assert.NotEqual(await KeyAsync(one), await KeyAsync(other));
    }

    [Fact]
    public async Task Many_log_in_at_once()
    {
        await using var stage = await ProviderStage.StartAsync();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
            await stage.TokensAsync(number % 2 == 0 ? "alice" : "bob", ("prompt", "login"), ("nonce", $"{number}"))));

        Assert.Equal(40, tokens.Select(token => token.GetProperty("access_token").GetString()).Distinct().Count());
    }

    private static async Task<string> KeyAsync(ProviderStage stage)
    {
        using var answer = await stage.GetAsync("/jwks");
        return (await ProviderStage.JsonAsync(answer)).GetProperty("keys")[0].GetProperty("n").GetString()!;
    }
}
