using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AlbEmulator.IdentityProviders;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>The page that asks who somebody is, and what may be posted from it.</summary>
public sealed class LoginPageTests
{
    private const string Attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;";

    private static readonly EchoProviderOptions WithPassword =
        ProviderStage.Options with { Users = [EchoUser.Of("carol", "open sesame"), EchoUser.Of("dave")] };

    [Fact]
    public async Task Page_has_a_button_for_each_user_and_one_to_say_no()
    {
        await using var stage = await ProviderStage.StartAsync(WithPassword);

        using var answer = await stage.AskAsync();

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("""<button name="user" value="carol">Log in as carol</button>""", page, StringComparison.Ordinal);
        Assert.Contains("""<button name="user" value="dave">Log in as dave</button>""", page, StringComparison.Ordinal);
        Assert.Contains("""<button name="deny" value="1">""", page, StringComparison.Ordinal);
        Assert.Contains("shop.example", page, StringComparison.Ordinal);
        var field = Assert.Single(Regex.Matches(page, """<input id="([^"]+)" name="password" type="password"[^>]*>"""));
        Assert.Contains($"""<label for="{field.Groups[1].Value}">Password of carol</label>""", page, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("a plaything", page, StringComparison.Ordinal);
        Assert.Contains("It is no product", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_let_no_script_run_and_stand_in_no_frame()
    {
        await using var stage = await ProviderStage.StartAsync();
        foreach (var path in new[] { ProviderStage.Query(), "/", "/nothing", "/authorize", "/logout" })
        {
            using var answer = await stage.GetAsync(path);

            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            var style = Assert.Single(Regex.Matches(page, "<style>(.*?)</style>", RegexOptions.Singleline)).Groups[1].Value;
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
            Assert.Equal(
                $"default-src 'none'; style-src 'sha256-{hash}'; form-action http: https:; base-uri 'none'; frame-ancestors 'none'",
                Header(answer, "Content-Security-Policy"));
            Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
            Assert.Equal("no-store", Header(answer, "Cache-Control"));
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            // With no-referrer a browser would not say that the form was its own.
            Assert.Equal(page.Contains("<form", StringComparison.Ordinal) ? "same-origin" : "no-referrer", Header(answer, "Referrer-Policy"));
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(ProviderPage.Plaything, page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("scope")]
    [InlineData("state")]
    [InlineData("nonce")]
    [InlineData("prompt")]
    [InlineData("login_hint")]
    [InlineData("response_type")]
    [InlineData("max_age")]
    public async Task Text_of_a_request_never_becomes_an_element(string name)
    {
        await using var stage = await ProviderStage.StartAsync();
        var value = name == "scope" ? $"openid {Attack}" : Attack;

        using var answer = await stage.AskAsync((name, value));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        if (name is "client_id" or "redirect_uri" or "scope")
        {
            Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/logout?post_logout_redirect_uri=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Text_of_other_pages_is_encoded_too(string path)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.GetAsync(path);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_users_are_encoded()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Users = [EchoUser.Of(Attack, "x")] });
        foreach (var path in new[] { "/", ProviderStage.Query() })
        {
            using var answer = await stage.GetAsync(path);
            Assert.DoesNotContain("<img", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }

        var code = await LogInAsync(stage, Attack, "x");
        Assert.NotEmpty(code);
    }

    [Fact]
    public async Task Wrong_password_shows_the_page_again()
    {
        await using var stage = await ProviderStage.StartAsync(WithPassword);
        var transaction = await stage.OpenPageAsync();

        foreach (var password in new[] { "open", "open sesame ", "", "OPEN SESAME" })
        {
            using var wrong = await stage.PostAsync("/authorize", [("transaction", transaction), ("user", "carol"), ("password", password)]);
            var page = await wrong.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Null(wrong.Headers.Location);
            Assert.Contains("That is not the password of carol.", page, StringComparison.Ordinal);
            Assert.Equal(transaction, ProviderStage.TransactionOf(page));
        }

        using var right = await stage.PostAsync("/authorize", [("transaction", transaction), ("user", "carol"), ("password", "open sesame")]);
        Assert.Single(ProviderStage.Sent(right)["code"]);
    }

    [Fact]
    public async Task Somebody_who_is_not_in_the_list_cannot_be_chosen()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.PostAsync("/authorize", [("transaction", await stage.OpenPageAsync()), ("user", "mallory")]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nobody was chosen who is in the list.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denied_consent_is_told_to_the_client()
    {
        await using var stage = await ProviderStage.StartAsync();
        var transaction = await stage.OpenPageAsync();

        using var answer = await stage.PostAsync("/authorize", [("transaction", transaction), ("deny", "1")]);
        using var again = await stage.PostAsync("/authorize", [("transaction", transaction), ("deny", "1")]);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("access_denied", Assert.Single(ProviderStage.Sent(answer)["error"]));
        Assert.Equal(ProviderStage.Asked["state"], Assert.Single(ProviderStage.Sent(answer)["state"]));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "SELF", HttpStatusCode.SeeOther)]
    [InlineData("Origin", "ISSUER", HttpStatusCode.SeeOther)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    public async Task Pages_of_other_sites_cannot_log_in(string header, string value, HttpStatusCode status)
    {
        await using var stage = await ProviderStage.StartAsync();
        var said = value switch { "SELF" => $"http://{stage.Provider.EndPoint}", "ISSUER" => stage.Provider.Issuer, _ => value };
        var transaction = await stage.OpenPageAsync();

        using var answer = await stage.PostAsync("/authorize", [("transaction", transaction), ("user", "alice")], (header, said));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.SeeOther, answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Page_is_good_once_and_for_half_an_hour()
    {
        await using var stage = await ProviderStage.StartAsync();
        var (used, old) = (await stage.OpenPageAsync(), await stage.OpenPageAsync());
        using var first = await stage.PostAsync("/authorize", [("transaction", used), ("user", "alice")]);
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        stage.Time.Advance(TimeSpan.FromMinutes(30));

        foreach (var transaction in new[] { used, old, "", "made-up" })
        {
            using var answer = await stage.PostAsync("/authorize", [("transaction", transaction), ("user", "alice")]);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("has been used, or is too old", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_a_small_form_is_read()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var large = await stage.PostAsync("/authorize", [("transaction", new string('x', 17_000))]);
        using var json = await stage.SendAsync("/authorize", new StringContent("{}", Encoding.UTF8, "application/json"));
        using var many = await stage.PostAsync("/authorize", Enumerable.Range(0, 1000).Select(n => ($"a{n}", "b")));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Fact]
    public async Task Cookie_is_for_the_provider_alone()
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.PostAsync("/authorize", [("transaction", await stage.OpenPageAsync()), ("user", "alice")]);

        var name = $"alb-echo-provider-{stage.Provider.EndPoint.Port}";
        Assert.Collection(
            answer.Headers.GetValues("Set-Cookie"),
            cookie => Assert.Matches($"^{name}=[A-Za-z0-9_-]{{43}}; path=/authorize; samesite=lax; httponly$", cookie),
            cookie => Assert.Matches($"^{name}=[A-Za-z0-9_-]{{43}}; path=/logout; samesite=lax; httponly$", cookie));
    }

    private static async Task<string> LogInAsync(ProviderStage stage, string user, string password)
    {
        using var answer = await stage.PostAsync(
            "/authorize", [("transaction", await stage.OpenPageAsync()), ("user", user), ("password", password)]);
        return Assert.Single(ProviderStage.Sent(answer)["code"])!;
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
