using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Logins of a real browser that do not end well, with npm's oidc-provider and with the echo provider: what the user sees, and
/// everything that the requests leave behind.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
/// </summary>
public sealed class BrowserLoginFailuresTests(LoginBrowser browser) : IClassFixture<LoginBrowser>
{
    private const string Unauthorized = "401 Authorization Required";
    private const string Failed = "500 Internal Server Error";

    /// <summary>oidc-provider's pages for development take any password.</summary>
    [Fact]
    public async Task Wrong_password_is_a_matter_between_the_user_and_the_provider()
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, BrowsedProvider.Echo) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.Browser.TabAsync();
        await tab.OpenAsync(login.Url(), login.Provider.Question);
        await tab.ActAsync("document.querySelector('[name=password]').value = 'wrong'; document.querySelector('[value=jane]').click()");
        await tab.ShowsAsync("That is not the password of jane.");
        Assert.StartsWith("401, ", await tab.AnswerAsync(), StringComparison.Ordinal);
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/app
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            """);

        await login.Provider.LogInAsync(tab);
        await BrowserLogin.IsThereAsync(tab, login.Url());
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/oauth2/idpresponse
            200 authenticate,forward 10 - shop.example/app
            target /app jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task User_who_denies_consent_is_refused(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.Browser.TabAsync();
        await tab.OpenAsync(login.Url(), login.Provider.Question);
        await login.Provider.DenyAsync(tab);
        await login.IsRefusedAsync(tab, Unauthorized);
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/app
            401 authenticate -1 - shop.example/oauth2/idpresponse
            ELBAuthFailure 1
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Provider_that_answers_with_another_error_is_told_by_561(string kind)
    {
        static void AskNobody(JsonObject config) => config["AuthenticationRequestExtraParams"] = new JsonObject { ["prompt"] = "none" };
        if (await BrowserLogin.StartAsync(browser.Chromium, kind, AskNobody) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.Browser.TabAsync();
        await tab.OpenAsync(login.Url(), login.Url(LoginStage.Callback));
        await login.IsRefusedAsync(tab, "561 Authentication Error");
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/app
            561 authenticate -1 - shop.example/oauth2/idpresponse
            ELBAuthFailure 1
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task User_who_takes_longer_than_15_minutes_is_refused(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.Browser.TabAsync();
        await tab.OpenAsync(login.Url(), login.Provider.Question);
        login.Time.Advance(TimeSpan.FromSeconds((15 * 60) + 1));
        await login.Provider.LogInAsync(tab);
        await login.IsRefusedAsync(tab, Unauthorized);
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/app
            401 authenticate -1 AuthInvalidStateParam shop.example/oauth2/idpresponse
            ELBAuthFailure 1
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Provider_that_is_down_fails_logins_and_is_missed_by_sessions_when_their_access_token_has_expired(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.LogInAsync();
        login.Relay.Instead[login.Provider.UserInfoPath] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await FailsAsync(login, Failed, "AuthUserinfoEpRequestFailed", "ELBAuthError 1", "0 s");
        await login.EndEndpointsAsync();
        await FailsAsync(login, Failed, "AuthTokenEpRequestFailed", "ELBAuthError 1", "0 s");

        await login.EndProviderAsync();
        await tab.OpenAsync(login.Url("/app/1"));
        await BrowserLogin.IsThereAsync(tab, login.Url("/app/1"));
        login.Time.Advance(TimeSpan.FromHours(1));
        await tab.OpenAsync(login.Url("/app/2"), "chrome-error:");
        await login.LeavesAsync(
            """
            200 authenticate,forward 10 - shop.example/app/1
            302 authenticate 10 - shop.example/app/2
            target /app/1 jane
            ELBAuthLatency 1, 0 s
            cookie blog.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 kept; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Provider_is_waited_for_at_each_endpoint_until_5_seconds_are_over(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        await login.LogInAsync();
        await FailsAsync(
            login, Failed, "AuthTokenEpRequestTimeout", "ELBAuthError 1", "5 s", () => TakeAsync(login, login.Provider.TokenPath, seconds: 5));
        await FailsAsync(
            login, Failed, "AuthUserinfoEpRequestTimeout", "ELBAuthError 1", "5 s", () => TakeAsync(login, login.Provider.UserInfoPath, seconds: 5));

        var tab = await login.Browser.TabAsync();
        await tab.ActAsync($"location.href = '{login.Url(host: "blog")}'");
        await TakeAsync(login, login.Provider.TokenPath, seconds: 4);
        await BrowserLogin.IsThereAsync(tab, login.Url(host: "blog"));
        await login.LeavesAsync(
            """
            302 authenticate 10 - blog.example/app
            302 authenticate 10 - blog.example/oauth2/idpresponse
            200 authenticate,forward 10 - blog.example/app
            target /app jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 4 s
            cookie blog.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie blog.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 kept; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Provider_that_answers_nonsense_logs_nobody_in(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        await login.LogInAsync();
        var (token, userInfo) = (login.Provider.TokenPath, login.Provider.UserInfoPath);
        var ofAnother = StandInProvider.IdToken(
            "https://other.example", StandInProvider.ClientId, BrowsedProvider.User, login.Time.GetUtcNow().AddHours(1));
        foreach (var (path, nonsense, reason) in new (string, RequestDelegate, string)[]
        {
            (token, StandInProvider.Answer(200, "<html>"), "AuthInvalidTokenResponse"),
            (token, login.Relay.With("id_token", ofAnother), "AuthInvalidIdToken"),
            (userInfo, StandInProvider.Answer(200, "jane"), "AuthInvalidUserinfoResponse"),
            (userInfo, login.Relay.With("sub", "joe"), "AuthInvalidUserinfoResponse"),
        })
        {
            login.Relay.Instead[path] = nonsense;
            await FailsAsync(login, Unauthorized, reason, "ELBAuthFailure 1", "0 s");
            login.Relay.Instead.Clear();
        }
    }

    /// <summary>A login of a user whom the provider knows, at a host where it fails, and everything that it leaves behind.</summary>
    private static async Task FailsAsync(
        BrowserLogin login, string status, string reason, string metric, string latency, Func<Task>? meanwhile = null)
    {
        var tab = await login.Browser.TabAsync();
        await tab.ActAsync($"location.href = '{login.Url(host: "blog")}'");
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await login.IsRefusedAsync(tab, status, login.Url(LoginStage.Callback, "blog"));
        await login.LeavesAsync(
            $"""
            302 authenticate 10 - blog.example/app
            {status[..3]} authenticate -1 {reason} blog.example/oauth2/idpresponse
            {metric}
            ELBAuthLatency 1, {latency}
            cookie blog.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 kept; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    /// <summary>The provider takes so long, by the load balancer's clock, for its next answer at a path.</summary>
    private static async Task TakeAsync(BrowserLogin login, string path, int seconds)
    {
        var (asked, over) = (new TaskCompletionSource(), new TaskCompletionSource());
        login.Relay.Instead[path] = async context =>
        {
            asked.SetResult();
            await over.Task;
            await login.Relay.PassAsync(context);
        };
        await asked.Task.WaitAsync(Patience.Default);
        login.Relay.Instead.Clear();
        login.Time.Advance(TimeSpan.FromSeconds(seconds));
        over.SetResult();
    }
}
