using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Logins that do not end well: each has its status, its reason in the log, and its metric.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
/// </summary>
public sealed class LoginFailuresTests
{
    [Theory]
    [InlineData("error=access_denied&state=x", "401", "-", "alb_elb_auth_failure_total")]
    [InlineData("error=server_error&error_description=broken", "561", "-", "alb_elb_auth_failure_total")]
    [InlineData("code=c", "401", "AuthMissingStateParam", "alb_elb_auth_failure_total")]
    [InlineData("code=c&state=x", "401", "AuthInvalidStateParam", "alb_elb_auth_failure_total")]
    [InlineData("", "401", "AuthMissingStateParam", "alb_elb_auth_failure_total")]
    public async Task Callback_that_cannot_be_of_a_login_is_refused(string query, string status, string reason, string metric)
    {
        await using var stage = await LoginStage.StartAsync();

        var answer = await stage.GetAsync($"{LoginStage.Callback}?{query}");

        Assert.Equal(AlbPage.Body(status == "561" ? "561 Authentication Error" : "401 Authorization Required"), answer.Text);
        var line = (await stage.LinesAsync(1))[0];
        Assert.Equal((status, reason), (line.ElbStatusCode, line.ErrorReason));
        Assert.Equal(("-1", "authenticate"), (line.MatchedRulePriority, line.ActionsExecuted));
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum(metric));
        Assert.Empty(stage.Provider.Forms);
    }

    [Fact]
    public async Task Login_of_another_browser_or_another_tab_is_refused_before_its_code_is_spent()
    {
        await using var stage = await LoginStage.StartAsync();
        var first = await stage.BeginAsync();
        var second = await stage.BeginAsync();

        var missing = await stage.ComeBackAsync(first with { NonceCookie = "a=b" });
        var other = await stage.ComeBackAsync(first with { NonceCookie = second.NonceCookie });

        Assert.Equal((401, 401), (missing.Status, other.Status));
        Assert.Equal(
            ["AuthMissingAWSALBAuthNonce", "AuthInvalidAWSALBAuthNonce"],
            (await stage.LinesAsync(4)).Skip(2).Select(line => line.ErrorReason));
        Assert.Empty(stage.Provider.Forms);
    }

    [Fact]
    public async Task Login_ends_within_15_minutes_and_at_its_own_host()
    {
        await using var stage = await LoginStage.StartAsync();
        var login = await stage.BeginAsync();

        Assert.Equal(401, (await stage.ComeBackAsync(login, host: "other.example.com")).Status);
        stage.Time.Advance(TimeSpan.FromSeconds((15 * 60) + 1));
        Assert.Equal(401, (await stage.ComeBackAsync(login)).Status);

        Assert.All((await stage.LinesAsync(3)).Skip(1), line => Assert.Equal("AuthInvalidStateParam", line.ErrorReason));
    }

    [Theory]
    [InlineData("/token", 400, """{"error":"invalid_grant"}""", "401", "AuthInvalidGrantError")]
    [InlineData("/token", 401, """{"error":"invalid_client"}""", "401", "AuthInvalidTokenResponse")]
    [InlineData("/token", 200, "<html>", "401", "AuthInvalidTokenResponse")]
    [InlineData("/token", 200, """{"access_token":"a\r\nb"}""", "401", "AuthInvalidTokenResponse")]
    [InlineData("/token", 200, """{"access_token":"\ud800"}""", "401", "AuthInvalidTokenResponse")]
    [InlineData("/token", 200, """{"access_token":"a"}""", "401", "AuthInvalidIdToken")]
    [InlineData("/token", 200, """{"access_token":"a","id_token":"x.y.z"}""", "401", "AuthInvalidIdToken")]
    [InlineData("/token", 502, "", "500", "AuthTokenEpRequestFailed")]
    [InlineData("/userinfo", 500, "", "500", "AuthUserinfoEpRequestFailed")]
    [InlineData("/userinfo", 403, "", "401", "AuthInvalidUserinfoResponse")]
    [InlineData("/userinfo", 200, "[]", "401", "AuthInvalidUserinfoResponse")]
    [InlineData("/userinfo", 200, """{"sub":"somebody else"}""", "401", "AuthInvalidUserinfoResponse")]
    public async Task Provider_that_answers_otherwise_has_its_own_reason(string path, int status, string body, string answered, string reason)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Provider.Answers[path] = StandInProvider.Answer(status, body);

        var answer = await stage.ComeBackAsync(await stage.BeginAsync());

        Assert.Null(answer.Header("Set-Cookie"));
        var line = (await stage.LinesAsync(2))[1];
        Assert.Equal((answered, reason, "-1"), (line.ElbStatusCode, line.ErrorReason, line.MatchedRulePriority));
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal(1, metrics.Sum(answered == "500" ? "alb_elb_auth_error_total" : "alb_elb_auth_failure_total"));
        Assert.Equal(1, metrics.Sum("alb_elb_auth_latency_seconds_count"));
    }

    [Theory]
    [InlineData("other issuer")]
    [InlineData("other audience")]
    [InlineData("expired")]
    public async Task Id_token_of_somebody_else_is_refused(string kind)
    {
        await using var stage = await LoginStage.StartAsync();
        var token = stage.Provider.Token;
        token["id_token"] = kind switch
        {
            "other issuer" => stage.Provider.IdToken("https://other.example.com", StandInProvider.ClientId, "u-1"),
            "other audience" => stage.Provider.IdToken(stage.Provider.Url, "other", "u-1"),
            _ => stage.Provider.IdToken(stage.Provider.Url, StandInProvider.ClientId, "u-1", expiresIn: -301),
        };
        stage.Provider.Answers["/token"] = StandInProvider.Answer(200, token.ToJsonString());

        Assert.Equal(401, (await stage.ComeBackAsync(await stage.BeginAsync())).Status);
        Assert.Equal("AuthInvalidIdToken", (await stage.LinesAsync(2))[1].ErrorReason);
    }

    [Theory]
    [InlineData("/token", "AuthTokenEpRequestTimeout")]
    [InlineData("/userinfo", "AuthUserinfoEpRequestTimeout")]
    public async Task Provider_that_takes_longer_than_5_seconds_is_given_up(string path, string reason)
    {
        await using var stage = await LoginStage.StartAsync();
        var asked = new TaskCompletionSource();
        stage.Provider.Answers[path] = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var answering = stage.ComeBackAsync(await stage.BeginAsync());
        await asked.Task;
        stage.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(500, (await answering).Status);
        Assert.Equal(reason, (await stage.LinesAsync(2))[1].ErrorReason);
    }

    [Fact]
    public async Task Client_that_leaves_while_the_provider_is_asked_is_logged_as_such()
    {
        await using var stage = await LoginStage.StartAsync();
        var login = await stage.BeginAsync();
        var asked = new TaskCompletionSource();
        stage.Provider.Answers["/token"] = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        await using (var client = await RawClient.ConnectTlsAsync(stage.Emulator.Port))
        {
            await client.SendAsync(
                $"GET {LoginStage.Callback}?code=c&state={Uri.EscapeDataString(login.State)} HTTP/1.1\r\nHost: {stage.Host}\r\nCookie: {login.NonceCookie}\r\n\r\n");
            await asked.Task;
        }

        var line = (await stage.LinesAsync(2))[1];
        Assert.Equal(("460", "authenticate", "-"), (line.ElbStatusCode, line.ActionsExecuted, line.ErrorReason));
    }

    [Fact]
    public async Task Provider_that_is_down_is_an_error_of_the_load_balancer()
    {
        await using var stage = await LoginStage.StartAsync(config => config["TokenEndpoint"] = $"http://127.0.0.1:{FreePorts.Take()}/token");

        Assert.Equal(500, (await stage.ComeBackAsync(await stage.BeginAsync())).Status);
        Assert.Equal("AuthTokenEpRequestFailed", (await stage.LinesAsync(2))[1].ErrorReason);
    }

    [Fact]
    public async Task Session_cookie_that_is_not_as_it_was_written_is_refused()
    {
        await using var stage = await LoginStage.StartAsync();
        var session = (await stage.LogInAsync())[0];
        string[] wrong =
        [
            Uri.EscapeDataString(session).Replace("%3D", "=", StringComparison.Ordinal) is var escaped && escaped.Contains('%', StringComparison.Ordinal) ? escaped : session + "%3D",
            session[..^8],
            session[..^8] + "AAAAAAA=",
            "AWSELBAuthSessionCookie-0=none",
            "AWSELBAuthSessionCookie-0=",
        ];

        foreach (var cookie in wrong)
        {
            Assert.Equal(401, (await stage.GetAsync("/app", [cookie])).Status);
        }

        Assert.All((await stage.LinesAsync(2 + wrong.Length)).Skip(2), line => Assert.Equal("AuthInvalidCookie", line.ErrorReason));
    }

    [Fact]
    public async Task Session_of_another_host_another_rule_or_another_emulator_is_refused()
    {
        await using var stage = await LoginStage.StartAsync();
        await using var other = await LoginStage.StartAsync(config => config["SessionCookieName"] = "Other");
        var session = (await stage.LogInAsync())[0];
        var named = (await other.LogInAsync())[0];

        Assert.Equal(401, (await stage.GetAsync("/app", [session], host: "other.example.com")).Status);
        Assert.Equal(401, (await stage.GetAsync("/app", [named.Replace("Other-0", "AWSELBAuthSessionCookie-0", StringComparison.Ordinal)])).Status);
        Assert.Equal(401, (await other.GetAsync("/app", [session.Replace("AWSELBAuthSessionCookie-0", "Other-0", StringComparison.Ordinal)])).Status);
        Assert.All((await stage.LinesAsync(4)).Skip(2), line => Assert.Equal("AuthInvalidCookie", line.ErrorReason));
        Assert.Equal(200, (await stage.GetAsync("/app", [session])).Status);
    }

    [Fact]
    public async Task Emulators_with_one_secret_take_the_sessions_and_logins_of_each_other()
    {
        (string, string) secret = ("Alb:StickinessSecret", "a secret of several emulators");
        await using var one = await LoginStage.StartAsync(null, secret);
        await using var two = await LoginStage.StartAsync(null, secret);
        var session = await one.LogInAsync();

        await two.GetAsync("/app", session);
        await one.GetAsync("/app", session);

        static string Header(LoginStage stage) => stage.Target.Request.Header("x-amzn-oidc-data")!.Split('.')[0];
        Assert.Equal("u-1", two.Target.Request.Header("x-amzn-oidc-identity"));
        Assert.Equal(Kid(Header(one)), Kid(Header(two)));

        static string Kid(string header) =>
            System.Text.Json.JsonDocument.Parse(Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/'))).RootElement.GetProperty("kid").GetString()!;
    }

    [Fact]
    public async Task Client_says_nothing_of_a_user_in_trailers_either()
    {
        await using var stage = await LoginStage.StartAsync();
        var session = await stage.LogInAsync();
        await using var client = await RawClient.ConnectTlsAsync(stage.Emulator.Port);

        await client.ExchangeAsync(
            $"POST /app HTTP/1.1\r\nHost: {stage.Host}\r\nCookie: {session[0]}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Amzn-Oidc-Data: forged\r\nX-Sum: 1\r\n\r\n");

        Assert.Contains("X-Sum: 1", stage.Target.Request.Trailers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("oidc", stage.Target.Request.Trailers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_without_a_host_cannot_be_sent_to_log_in()
    {
        await using var stage = await LoginStage.StartAsync();
        await using var client = await RawClient.ConnectTlsAsync(stage.Emulator.Port);

        Assert.Equal(401, (await client.ExchangeAsync("GET /app HTTP/1.0\r\n\r\n")).Status);
        Assert.Equal("AuthMissingHostHeader", (await stage.LinesAsync(1))[0].ErrorReason);
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_elb_auth_error_total"));
    }
}
