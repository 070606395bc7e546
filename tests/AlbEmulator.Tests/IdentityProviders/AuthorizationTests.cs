using System.Net;
using AlbEmulator.IdentityProviders;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>What <c>/authorize</c> makes of what it is asked with.</summary>
public sealed class AuthorizationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/oauth2/idpresponse")]
    [InlineData("shop.example/oauth2/idpresponse")]
    [InlineData("ftp://shop.example/oauth2/idpresponse")]
    [InlineData("javascript://shop.example/oauth2/idpresponse")]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example/oauth2/idpresponse/")]
    [InlineData("https://shop.example/oauth2/idpresponse2")]
    [InlineData("https://shop.example/OAuth2/idpresponse")]
    [InlineData("https://shop.example/x/oauth2/idpresponse")]
    [InlineData("https://shop.example/x/../oauth2/idpresponse")]
    [InlineData("https://shop.example/oauth2/idpresponse?x=1")]
    [InlineData("https://shop.example/oauth2/idpresponse#x")]
    [InlineData("https://shop.example/oauth2/idpresponse\n")]
    [InlineData("https://me@shop.example/oauth2/idpresponse")]
    [InlineData("https://shop.example:99999/oauth2/idpresponse")]
    [InlineData("https://shop.example\\@evil.example/oauth2/idpresponse")]
    [InlineData("https://shop.example%2f.evil.example/oauth2/idpresponse")]
    [InlineData("https:///oauth2/idpresponse")]
    [InlineData("https://shöp.example/oauth2/idpresponse")]
    public async Task Redirect_uri_that_is_none_of_a_load_balancer_is_told_on_a_page(string? redirectUri)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.AskAsync(("redirect_uri", redirectUri));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains("redirect_uri", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080/oauth2/idpresponse")]
    [InlineData("https://shop.example/oauth2/idpresponse")]
    [InlineData("HTTPS://Shop.Example:8443/oauth2/idpresponse")]
    [InlineData("http://[::1]:8080/oauth2/idpresponse")]
    [InlineData("http://my_shop.internal/oauth2/idpresponse")]
    public async Task Redirect_uri_of_a_load_balancer_gets_the_code(string redirectUri)
    {
        await using var stage = await ProviderStage.StartAsync();
        var transaction = await stage.OpenPageAsync(("redirect_uri", redirectUri));

        using var answer = await stage.PostAsync("/authorize", [("transaction", transaction), ("user", "bob")]);

        Assert.StartsWith($"{redirectUri}?code=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "client_id is missing")]
    [InlineData("other", "There is no client other here, only shop")]
    public async Task Client_that_is_not_known_is_told_on_a_page(string? clientId, string told)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.AskAsync(("client_id", clientId));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains(told, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("scope", "email", "invalid_scope")]
    [InlineData("scope", "openidx", "invalid_scope")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("prompt", "none", "login_required")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "now", "invalid_request")]
    [InlineData("max_age", "soon", "invalid_request")]
    [InlineData("request", "x.y.z", "request_not_supported")]
    [InlineData("request_uri", "https://shop.example/", "request_uri_not_supported")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "invalid_request")]
    [InlineData("code_challenge_method", "S256", "invalid_request")]
    public async Task What_is_wrong_is_told_to_the_client_with_its_state(string name, string? value, string error)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.AskAsync((name, value));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith($"{ProviderStage.RedirectUri}?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var sent = ProviderStage.Sent(answer);
        Assert.Equal(error, Assert.Single(sent["error"]));
        Assert.Equal(ProviderStage.Asked["state"], Assert.Single(sent["state"]));
        Assert.Single(sent["error_description"]);
        Assert.False(sent.ContainsKey("code"));
    }

    [Fact]
    public async Task Values_that_would_be_remembered_have_a_length()
    {
        await using var stage = await ProviderStage.StartAsync();
        var tooLong = new string('x', AuthorizationRequest.Longest + 1);

        using var nonce = await stage.AskAsync(("nonce", tooLong));
        using var scope = await stage.AskAsync(("scope", $"openid {tooLong}"));
        using var place = await stage.AskAsync(("redirect_uri", $"http://{tooLong}/oauth2/idpresponse"));

        Assert.Equal("invalid_request", Assert.Single(ProviderStage.Sent(nonce)["error"]));
        Assert.Equal("invalid_request", Assert.Single(ProviderStage.Sent(scope)["error"]));
        Assert.Equal(HttpStatusCode.BadRequest, place.StatusCode);
    }

    [Fact]
    public async Task Parameter_that_comes_twice_is_wrong()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var told = await stage.GetAsync($"{ProviderStage.Query()}&redirect_uri=https%3A%2F%2Fevil.example%2Foauth2%2Fidpresponse");
        using var sentBack = await stage.GetAsync($"{ProviderStage.Query()}&nonce=1&nonce=2");

        Assert.Equal(HttpStatusCode.BadRequest, told.StatusCode);
        Assert.Equal("invalid_request", Assert.Single(ProviderStage.Sent(sentBack)["error"]));
    }

    [Theory]
    [InlineData("a b&c=d/é%2F")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("x\r\nSet-Cookie: a=b")]
    [InlineData("+%2B%20#?&=\"';\u2028")]
    [InlineData(null)]
    public async Task State_goes_back_as_it_came(string? state)
    {
        await using var stage = await ProviderStage.StartAsync();
        var transaction = await stage.OpenPageAsync(("state", state));

        using var answer = await stage.PostAsync("/authorize", [("transaction", transaction), ("user", "alice")]);

        var sent = ProviderStage.Sent(answer);
        Assert.Single(sent["code"]);
        Assert.Equal(state, sent.TryGetValue("state", out var back) ? Assert.Single(back) : null);
        Assert.False(answer.Headers.TryGetValues("a", out _));
    }

    [Fact]
    public async Task Second_login_is_silent()
    {
        await using var stage = await ProviderStage.StartAsync();
        var first = await stage.LogInAsync("bob");

        using var second = await stage.AskAsync(("redirect_uri", "https://other.example/oauth2/idpresponse"));
        using var nobodyAsked = await stage.AskAsync(("prompt", "none"));

        Assert.Equal(HttpStatusCode.Found, second.StatusCode);
        Assert.StartsWith("https://other.example/oauth2/idpresponse?code=", second.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var code = Assert.Single(ProviderStage.Sent(nobodyAsked)["code"])!;
        Assert.NotEqual(first, code);
        using var tokens = await stage.RedeemAsync(code);
        using var claims = await stage.UserInfoAsync((await ProviderStage.JsonAsync(tokens)).GetProperty("access_token").GetString()!);
        Assert.Equal("bob", (await ProviderStage.JsonAsync(claims)).GetProperty("sub").GetString());
    }

    [Theory]
    [InlineData("login")]
    [InlineData("consent")]
    [InlineData("select_account")]
    [InlineData("login consent")]
    public async Task Prompt_asks_somebody_who_is_logged_in(string prompt)
    {
        await using var stage = await ProviderStage.StartAsync();
        await stage.LogInAsync("bob");

        await stage.LogInAsync("alice", ("prompt", prompt));

        using var silent = await stage.AskAsync(("prompt", "none"));
        using var tokens = await stage.RedeemAsync(Assert.Single(ProviderStage.Sent(silent)["code"])!);
        using var claims = await stage.UserInfoAsync((await ProviderStage.JsonAsync(tokens)).GetProperty("access_token").GetString()!);
        Assert.Equal("alice", (await ProviderStage.JsonAsync(claims)).GetProperty("sub").GetString());
    }

    [Fact]
    public async Task Login_that_is_older_than_max_age_is_asked_for_again()
    {
        await using var stage = await ProviderStage.StartAsync();
        await stage.LogInAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(61));

        using var young = await stage.AskAsync(("max_age", "61"));
        using var old = await stage.AskAsync(("max_age", "60"));
        using var silent = await stage.AskAsync(("max_age", "60"), ("prompt", "none"));

        Assert.Single(ProviderStage.Sent(young)["code"]);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.Equal("login_required", Assert.Single(ProviderStage.Sent(silent)["error"]));
    }
}
