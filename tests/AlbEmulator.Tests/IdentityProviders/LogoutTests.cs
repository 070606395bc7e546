using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>What <c>/logout</c> ends, and where it leads.</summary>
public sealed class LogoutTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Logout_ends_the_session(string method)
    {
        await using var stage = await ProviderStage.StartAsync();
        await stage.LogInAsync();

        using var answer = method == "GET" ? await stage.GetAsync("/logout") : await stage.SendAsync("/logout", null);
        using var again = await stage.GetAsync("/logout");
        using var silent = await stage.AskAsync(("prompt", "none"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("alice is logged out", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, answer.Headers.GetValues("Set-Cookie").Count(cookie => cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)));
        Assert.Contains("Nobody was logged in", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("login_required", Assert.Single(ProviderStage.Sent(silent)["error"]));
    }

    [Fact]
    public async Task Cookie_from_before_a_logout_is_good_for_nothing()
    {
        await using var stage = await ProviderStage.StartAsync();
        using var login = await stage.PostAsync("/authorize", [("transaction", await stage.OpenPageAsync()), ("user", "alice")]);
        var cookie = login.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        using var logout = await stage.GetAsync("/logout");

        using var thief = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await thief.GetAsync(stage.At(ProviderStage.Query(("prompt", "none"))));

        Assert.Equal("login_required", Assert.Single(ProviderStage.Sent(answer)["error"]));
    }

    [Theory]
    [InlineData("https://shop.example/bye?x=1", "https://shop.example/bye?x=1&state=a%20b")]
    [InlineData("http://SHOP.example:8080/", "http://shop.example:8080/?state=a%20b")]
    [InlineData("https://other.example/bye", null)]
    [InlineData("https://shop.example.evil.example/", null)]
    [InlineData("https://me@shop.example/", null)]
    [InlineData("javascript:alert(1)//shop.example", null)]
    [InlineData("ftp://shop.example/", null)]
    [InlineData("//shop.example/", null)]
    [InlineData("/bye", null)]
    public async Task Way_back_leads_to_where_a_code_was_sent(string wanted, string? followed)
    {
        await using var stage = await ProviderStage.StartAsync();
        await stage.LogInAsync();

        using var answer = await stage.GetAsync(QueryHelpers.AddQueryString("/logout", new Dictionary<string, string?>
        {
            ["post_logout_redirect_uri"] = wanted,
            ["state"] = "a b",
        }));
        using var posted = await stage.PostAsync("/logout", [("post_logout_redirect_uri", wanted), ("state", "a b"), ("client_id", "shop")]);

        Assert.Equal(followed, answer.Headers.Location?.OriginalString);
        Assert.Equal(followed, posted.Headers.Location?.OriginalString);
        Assert.Equal(followed is null ? HttpStatusCode.OK : HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(followed is null ? HttpStatusCode.OK : HttpStatusCode.SeeOther, posted.StatusCode);
    }

    [Fact]
    public async Task Way_back_is_that_of_the_client_alone()
    {
        await using var stage = await ProviderStage.StartAsync();
        using var before = await stage.GetAsync("/logout?post_logout_redirect_uri=https%3A%2F%2Fshop.example%2F");
        await stage.LogInAsync();

        using var other = await stage.GetAsync("/logout?post_logout_redirect_uri=https%3A%2F%2Fshop.example%2F&client_id=other");

        Assert.Null(before.Headers.Location);
        Assert.Null(other.Headers.Location);
    }
}
