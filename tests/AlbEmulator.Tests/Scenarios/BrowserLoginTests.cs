using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// A real browser logs in with npm's oidc-provider and with the echo provider: what its user sees, and everything that its
/// requests leave behind.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow"/>
/// </summary>
public sealed class BrowserLoginTests(LoginBrowser browser) : IClassFixture<LoginBrowser>
{
    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task User_of_two_hosts_has_a_session_at_each_and_is_asked_once(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.LogInAsync();
        await tab.OpenAsync(login.Url("/app/cart?a=b", "blog"));
        await BrowserLogin.IsThereAsync(tab, login.Url("/app/cart?a=b", "blog"));
        await login.LeavesAsync(
            """
            302 authenticate 10 - blog.example/app/cart?a=b
            302 authenticate 10 - blog.example/oauth2/idpresponse
            200 authenticate,forward 10 - blog.example/app/cart?a=b
            target /app/cart?a=b jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 0 s
            cookie blog.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie blog.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 kept; 7 days; Path=/; Secure; HttpOnly
            """);
        Assert.Equal("", await tab.EvaluateAsync("document.cookie"));
        Assert.All(login.Emulator.LogLines, line => Assert.Equal(("h2", "HTTP/2.0"), (line.Type, line.RequestProto)));
        var told = login.Target.Requests.Where(request => request.Target.StartsWith("/app", StringComparison.Ordinal));
        Assert.All(told, request => Assert.Matches("(?i)\r\ncookie: AWSALBAuthNonce=[A-Za-z0-9]{16}; \r\n", request.Head));
    }

    /// <summary>
    /// AWS tells of one cookie with one name, which each redirect to the provider sets. What becomes of the login that another tab
    /// has begun before it does not tell; that it fails is the plausible choice.
    /// </summary>
    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Of_two_tabs_that_began_at_once_the_later_logs_in_for_both(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var (first, second) = (await login.Browser.TabAsync(), await login.Browser.TabAsync());
        await first.OpenAsync(login.Url("/app/1"), login.Provider.Question);
        await second.OpenAsync(login.Url("/app/2"), login.Provider.Question);
        await login.Provider.LogInAsync(first);
        await login.IsRefusedAsync(first, "401 Authorization Required");
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/app/1
            302 authenticate 10 - shop.example/app/2
            401 authenticate -1 AuthInvalidAWSALBAuthNonce shop.example/oauth2/idpresponse
            ELBAuthFailure 1
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            """);

        await login.Provider.LogInAsync(second);
        await BrowserLogin.IsThereAsync(second, login.Url("/app/2"));
        await first.OpenAsync(login.Url("/app/1"));
        await BrowserLogin.IsThereAsync(first, login.Url("/app/1"));
        await login.LeavesAsync(
            """
            302 authenticate 10 - shop.example/oauth2/idpresponse
            200 authenticate,forward 10 - shop.example/app/2
            200 authenticate,forward 10 - shop.example/app/1
            target /app/2 jane
            target /app/1 jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    /// <summary>oidc-provider does not ask twice by one page; the echo provider lets in whom it knows.</summary>
    [Theory]
    [InlineData(BrowsedProvider.OidcProvider, "interaction session not found", "")]
    [InlineData(
        BrowsedProvider.Echo,
        BrowserLogin.Page,
        """
        302 authenticate 10 - shop.example/oauth2/idpresponse
        200 authenticate,forward 10 - shop.example/app
        target /app jane
        ELBAuthSuccess 1
        ELBAuthLatency 1, 0 s

        """)]
    public async Task User_who_goes_back_is_logged_in_and_spends_no_code_twice(string kind, string shown, string ofGoingBack)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.LogInAsync();
        await tab.ActAsync("history.back()");
        await login.LeavesAsync(
            ofGoingBack + $"""
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 {(ofGoingBack.Length > 0 ? "new" : "kept")}; 7 days; Path=/; Secure; HttpOnly
            """);
        await tab.ShowsAsync(shown);

        var callback = login.Emulator.LogLines.Last(line => line.RequestUrl.Contains(LoginStage.Callback, StringComparison.Ordinal));
        await tab.OpenAsync(callback.RequestUrl);
        await login.IsRefusedAsync(tab, "401 Authorization Required");
        await tab.OpenAsync(login.Url());
        await BrowserLogin.IsThereAsync(tab, login.Url());
        await login.LeavesAsync(
            """
            401 authenticate -1 AuthInvalidGrantError shop.example/oauth2/idpresponse
            200 authenticate,forward 10 - shop.example/app
            target /app jane
            ELBAuthFailure 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 kept; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Session_that_has_expired_leads_to_the_provider_also_where_the_rule_denies(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind, config => config["SessionTimeout"] = 60) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var stranger = await login.Browser.TabAsync();
        await stranger.OpenAsync(login.Url("/api"));
        await login.IsRefusedAsync(stranger, "401 Authorization Required", login.Url("/api"));
        await login.LeavesAsync("401 authenticate 20 - shop.example/api");

        var tab = await login.LogInAsync();
        login.Time.Advance(TimeSpan.FromSeconds(59));
        await tab.OpenAsync(login.Url("/api"));
        login.Time.Advance(TimeSpan.FromSeconds(1));
        await tab.OpenAsync(login.Url("/api"));
        await BrowserLogin.IsThereAsync(tab, login.Url("/api"));
        await login.LeavesAsync(
            """
            200 authenticate,forward 20 - shop.example/api
            302 authenticate 20 - shop.example/api
            302 authenticate 10 - shop.example/oauth2/idpresponse
            200 authenticate,forward 20 - shop.example/api
            target /api jane
            target /api jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            """);
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task Access_token_that_has_expired_is_got_anew_and_the_user_sees_nothing_of_it(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var tab = await login.LogInAsync();
        login.Time.Advance(TimeSpan.FromHours(1));
        await tab.OpenAsync(login.Url("/app/1"));
        await tab.OpenAsync(login.Url("/app/2"));
        await BrowserLogin.IsThereAsync(tab, login.Url("/app/2"));
        await login.LeavesAsync(
            """
            200 authenticate,forward 10 - shop.example/app/1
            200 authenticate,forward 10 - shop.example/app/2
            target /app/1 jane
            target /app/2 jane
            ELBAuthRefreshTokenSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce kept; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            """);
        string? Token(string uri) => login.Target.Requests.Single(request => request.Target == uri).Header("x-amzn-oidc-accesstoken");
        Assert.NotEqual(Token("/app"), Token("/app/1"));
        Assert.Equal(Token("/app/1"), Token("/app/2"));
    }

    [Theory]
    [InlineData(BrowsedProvider.OidcProvider)]
    [InlineData(BrowsedProvider.Echo)]
    public async Task User_who_logs_out_is_asked_again_once_application_and_provider_have_forgotten(string kind)
    {
        if (await BrowserLogin.StartAsync(browser.Chromium, kind) is not { } login)
        {
            return;
        }

        await using var _ = login;
        var forget = string.Concat(Enumerable.Range(0, 4).Select(number =>
            $"Set-Cookie: AWSELBAuthSessionCookie-{number}=; Path=/; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n"));
        login.Target
            .On("/app/forget", Reply.Bytes($"HTTP/1.1 200 OK\r\n{forget}Content-Length: 3\r\n\r\nbye"))
            .On("/app/logout", Reply.Bytes($"HTTP/1.1 302 Found\r\n{forget}Location: {login.Provider.LogoutUrl}\r\nContent-Length: 0\r\n\r\n"));
        var tab = await login.LogInAsync();
        await tab.OpenAsync(login.Url("/app/forget"));
        await tab.OpenAsync(login.Url());
        await BrowserLogin.IsThereAsync(tab, login.Url());
        await login.LeavesAsync(
            """
            200 authenticate,forward 10 - shop.example/app/forget
            302 authenticate 10 - shop.example/app
            302 authenticate 10 - shop.example/oauth2/idpresponse
            200 authenticate,forward 10 - shop.example/app
            target /app/forget jane
            target /app jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            """);

        // The application has the last word also where the claims of the user are got anew for its answer.
        login.Time.Advance(TimeSpan.FromHours(1));
        await tab.OpenAsync(login.Url("/app/logout"), login.Provider.LogoutUrl);
        await login.Provider.LogOutAsync(tab);
        await tab.OpenAsync(login.Url(), login.Provider.Question);
        await login.LeavesAsync(
            """
            302 authenticate,forward 10 - shop.example/app/logout
            302 authenticate 10 - shop.example/app
            target /app/logout jane
            ELBAuthRefreshTokenSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            """);
    }

    [Fact]
    public async Task User_of_the_example_logs_in_without_TLS()
    {
        if (browser.Chromium is not { } chromium)
        {
            return;
        }

        var (port, provider) = (FreePorts.Take(), FreePorts.Take());
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", "login.yaml"))
            .Replace("Port: 8080", $"Port: {port}", StringComparison.Ordinal)
            .Replace("echo:9400", $"echo:{provider}", StringComparison.Ordinal)
            .Replace("Port: 9401", $"Port: {FreePorts.Take()}", StringComparison.Ordinal);
        await using var emulator = await HostedEmulator.StartAsync(text);
        await using var profile = await chromium.ProfileAsync();
        var (app, tab) = ($"http://localhost:{port}/app", await profile.TabAsync());

        await tab.OpenAsync(app, $"http://localhost:{provider}/authorize");
        await tab.ActAsync("document.querySelector('[name=password]').value = 'secret'; document.querySelector('[value=joe]').click()");

        Assert.Contains("joe", await tab.ArriveAsync(app), StringComparison.Ordinal);
        var cookies = (await profile.CookiesAsync()).Where(cookie => cookie.GetProperty("name").GetString()!.StartsWith("AWS", StringComparison.Ordinal));
        Assert.Equal([(false, true), (false, true)], cookies.Select(cookie => (cookie.GetProperty("secure").GetBoolean(), cookie.GetProperty("httpOnly").GetBoolean())));
    }
}
