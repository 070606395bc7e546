using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Users log in with a provider before their requests are forwarded.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html"/>
/// </summary>
public sealed class LoginTests
{
    [Fact]
    public async Task Client_without_a_session_is_sent_to_the_provider_with_the_parameters_in_order()
    {
        await using var stage = await LoginStage.StartAsync(config =>
        {
            config["Scope"] = "openid email";
            config["AuthenticationRequestExtraParams"] = new System.Text.Json.Nodes.JsonObject { ["prompt"] = "login", ["display"] = "page" };
        });

        var answer = await stage.GetAsync("/app?a=b");

        Assert.Equal(302, answer.Status);
        var redirect = Uri.EscapeDataString($"https://{stage.Host}/oauth2/idpresponse");
        Assert.Matches(
            $"^{stage.Provider.Url}/authorize\\?client_id=shop-client&redirect_uri={redirect}&response_type=code&scope=openid%20email"
                + "&state=([A-Za-z0-9]|%2B|%2F|%3D){150,}&prompt=login&display=page$",
            answer.Header("Location"));
        Assert.Matches("^AWSALBAuthNonce=[A-Za-z0-9]{16}; Path=/; Secure; HttpOnly$", answer.Header("Set-Cookie"));
        Assert.Empty(stage.Target.Requests);
        var line = (await stage.LinesAsync(1))[0];
        Assert.Equal(("302", "-", "authenticate", "-"), (line.ElbStatusCode, line.TargetStatusCode, line.ActionsExecuted, line.RedirectUrl));
        Assert.Equal(("10", "-"), (line.MatchedRulePriority, line.ErrorReason));
        Assert.Contains(":targetgroup/web/", line.TargetGroupArn);
    }

    [Fact]
    public async Task Login_ends_where_it_began_with_a_session_in_cookies()
    {
        await using var stage = await LoginStage.StartAsync();

        var answer = await stage.ComeBackAsync(await stage.BeginAsync("/app/x?a=b%20c"));

        Assert.Equal((302, $"https://{stage.Host}/app/x?a=b%20c"), (answer.Status, answer.Header("Location")));
        Assert.Matches(
            @"^AWSELBAuthSessionCookie-0=[A-Za-z0-9+/=]+; Expires=Sun, 29 Nov 2026 10:30:00 GMT; Path=/; Secure; HttpOnly$",
            answer.Header("Set-Cookie"));
        var form = Assert.Single(stage.Provider.Forms);
        Assert.Equal(
            [
                ("grant_type", "authorization_code"), ("code", "code-1"), ("redirect_uri", $"https://{stage.Host}/oauth2/idpresponse"),
                ("client_id", StandInProvider.ClientId), ("client_secret", StandInProvider.ClientSecret),
            ],
            form.Select(field => (field.Key, field.Value)));
        var line = (await stage.LinesAsync(2))[1];
        Assert.Equal(("302", "authenticate", "10", "-"), (line.ElbStatusCode, line.ActionsExecuted, line.MatchedRulePriority, line.ErrorReason));
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_elb_auth_success_total"));
    }

    [Fact]
    public async Task Target_is_told_who_the_user_is_and_gets_no_session_cookie()
    {
        await using var stage = await LoginStage.StartAsync();
        var session = await stage.LogInAsync();

        var answer = await stage.GetAsync("/app", ["theme=dark", .. session, "lang=fr"], null, "X-Amzn-Oidc-Data: forged", "x-amzn-oidc-other: x");

        Assert.Equal(200, answer.Status);
        var request = stage.Target.Request;
        Assert.Equal(("access-1", "u-1"), (request.Header("x-amzn-oidc-accesstoken"), request.Header("x-amzn-oidc-identity")));
        Assert.Equal("theme=dark; lang=fr", request.Header("Cookie"));
        Assert.Null(request.Header("x-amzn-oidc-other"));
        var parts = request.Header("x-amzn-oidc-data")!.Split('.');
        var arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/demo/";
        var expires = stage.Time.GetUtcNow().ToUnixTimeSeconds() + 120;
        Assert.Matches(
            $$"""^\{"typ":"JWT","kid":"[0-9a-f-]{36}","alg":"ES256","iss":"{{stage.Provider.Url}}","client":"shop-client","signer":"{{arn}}[0-9a-f]{16}","exp":{{expires}}\}$""",
            Decoded(parts[0]));
        Assert.Equal(
            $$"""{"sub":"u-1","email":"jane@example.com","email_verified":"true","name":"Jané <&>","exp":{{expires}},"iss":"{{stage.Provider.Url}}"}""",
            Decoded(parts[1]));
        Assert.EndsWith("==", parts[2], StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Equal(0, part.Length % 4));
        var line = (await stage.LinesAsync(3))[2];
        Assert.Equal(("200", "authenticate,forward"), (line.ElbStatusCode, line.ActionsExecuted));
    }

    [Theory]
    [InlineData("a=1; S0; b=2", "a=1; b=2")]
    [InlineData("AWSALBAuthNonce=x; S0", "AWSALBAuthNonce=x; ")]
    [InlineData("S0", "")]
    [InlineData("S0; a=1", "a=1")]
    public async Task Session_cookies_are_cut_with_the_separator_behind_them(string sent, string forwarded)
    {
        await using var stage = await LoginStage.StartAsync();
        var session = await stage.LogInAsync();

        await stage.GetAsync("/app", [sent.Replace("S0", session[0], StringComparison.Ordinal)]);

        Assert.Contains($"\r\nCookie: {forwarded}\r\n", stage.Target.Request.Head);
    }

    [Fact]
    public async Task Denying_rule_answers_401_but_sends_an_expired_session_to_the_provider()
    {
        await using var stage = await LoginStage.StartAsync(config => config["OnUnauthenticatedRequest"] = "deny");
        Assert.Equal(401, (await stage.GetAsync("/app")).Status);

        await using var login = await LoginStage.StartAsync(config =>
        {
            config["OnUnauthenticatedRequest"] = "deny";
            config["SessionTimeout"] = 60;
        });
        Assert.Equal(401, (await login.GetAsync("/app")).Status);
        Assert.Equal(
            ("401", "authenticate", "-"),
            (await login.LinesAsync(1)) is [var line] ? (line.ElbStatusCode, line.ActionsExecuted, line.ErrorReason) : default);
    }

    [Fact]
    public async Task Allowing_rule_forwards_without_a_word_of_a_user()
    {
        await using var stage = await LoginStage.StartAsync(config => config["OnUnauthenticatedRequest"] = "allow");

        var answer = await stage.GetAsync("/app", [], null, "x-amzn-oidc-identity: forged");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("oidc", stage.Target.Request.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("authenticate,forward", (await stage.LinesAsync(1))[0].ActionsExecuted);
    }

    [Fact]
    public async Task Session_ends_after_its_timeout()
    {
        await using var stage = await LoginStage.StartAsync(config => config["SessionTimeout"] = 60);
        var session = await stage.LogInAsync();

        stage.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(200, (await stage.GetAsync("/app", session)).Status);
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(302, (await stage.GetAsync("/app", session)).Status);
    }

    [Fact]
    public async Task Access_token_that_ended_is_got_anew_and_the_claims_with_it()
    {
        await using var stage = await LoginStage.StartAsync();
        var session = await stage.LogInAsync();
        stage.Provider.UserInfo = """{"sub":"u-1","email":"new@example.com"}""";
        stage.Time.Advance(TimeSpan.FromSeconds(3600));

        var answer = await stage.GetAsync("/app", session);

        Assert.Equal(200, answer.Status);
        Assert.Contains("new@example.com", Decoded(stage.Target.Request.Header("x-amzn-oidc-data")!.Split('.')[1]));
        Assert.StartsWith("AWSELBAuthSessionCookie-0=", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(("refresh_token", "refresh-1"), (stage.Provider.Forms[1]["grant_type"], stage.Provider.Forms[1]["refresh_token"]));
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_elb_auth_refresh_token_success_total"));
        Assert.Equal(200, (await stage.GetAsync("/app", [.. answer.Cookies()])).Status);
        // Requests that were under way with the cookies of before.
        Assert.Equal([200, 200], (await Task.WhenAll(stage.GetAsync("/app", session), stage.GetAsync("/app", session))).Select(late => late.Status));
        Assert.Equal(2, stage.Provider.Forms.Count);
    }

    [Fact]
    public async Task Refresh_that_fails_leads_to_a_new_login()
    {
        await using var stage = await LoginStage.StartAsync();
        var session = await stage.LogInAsync();
        stage.Provider.Answers["/token"] = StandInProvider.Answer(400, """{"error":"invalid_grant"}""");
        stage.Time.Advance(TimeSpan.FromSeconds(3600));

        Assert.Equal(302, (await stage.GetAsync("/app", session)).Status);
    }

    [Fact]
    public async Task Large_claims_are_in_several_cookies_and_too_large_ones_are_refused()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Provider.UserInfo = $$"""{"sub":"u-1","groups":"{{new string('g', 9000)}}"}""";

        var session = await stage.LogInAsync();

        Assert.Equal(["AWSELBAuthSessionCookie-0", "AWSELBAuthSessionCookie-1", "AWSELBAuthSessionCookie-2"], session.Select(cookie => cookie.Split('=')[0]).Take(3));
        Assert.All(session, cookie => Assert.InRange(cookie.Length, 1, 4097));
        Assert.Equal(200, (await stage.GetAsync("/app", session.Reverse())).Status);
        Assert.Equal("", stage.Target.Request.Header("Cookie"));

        stage.Provider.UserInfo = $$"""{"sub":"u-1","groups":"{{new string('g', 11 * 1024)}}"}""";
        Assert.Equal(500, (await stage.ComeBackAsync(await stage.BeginAsync())).Status);
        Assert.Equal("AuthUserinfoResponseSizeExceeded", (await stage.LinesAsync(5))[4].ErrorReason);
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_elb_auth_user_claims_size_exceeded_total"));
    }

    [Fact]
    public async Task Public_key_is_where_verifiers_look()
    {
        await using var stage = await LoginStage.StartAsync();
        await stage.GetAsync("/app", await stage.LogInAsync());
        var header = Decoded(stage.Target.Request.Header("x-amzn-oidc-data")!.Split('.')[0]);
        var kid = System.Text.Json.JsonDocument.Parse(header).RootElement.GetProperty("kid").GetString();

        var key = await stage.GetAsync($"/{kid}", host: "public-keys.auth.elb.us-east-1.localhost");

        Assert.Equal(200, key.Status);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", key.Text, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal(key.Text, await http.GetStringAsync(new Uri(stage.Emulator.Control, $"/{kid}")));
        Assert.Equal(404, (await stage.GetAsync("/other", host: "public-keys.auth.elb.us-east-1.localhost")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Journal_shows_the_names_of_claims_and_no_token_unless_it_is_told_to(bool isTold)
    {
        await using var stage = await LoginStage.StartAsync(null, ("Alb:DebugHeaders", $"{isTold}"));
        var session = await stage.LogInAsync();
        await stage.GetAsync("/app", ["theme=dark", .. session]);
        // Browsers send their cookies with every path, and to a callback that is none.
        await stage.GetAsync("/", session);
        await stage.GetAsync($"{LoginStage.Callback}?error=access_denied", session);

        var requests = $"{string.Join('\n', await new JournalClient(stage.Emulator).WaitForAsync(5))}";

        var secrets = new[] { session[0].Split('=')[1], "access-1", stage.Target.Requests[0].Header("x-amzn-oidc-data")! };
        Assert.All(secrets, secret => Assert.Equal(isTold, requests.Contains(secret, StringComparison.Ordinal)));
        Assert.Contains("theme=dark", requests);
        Assert.Equal(!isTold, requests.Contains("a JWT with the claims sub, email, email_verified, name, exp, iss", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Http_listener_lets_users_log_in_with_cookies_that_need_no_tls()
    {
        var time = new ManualTime();
        await using var provider = await StandInProvider.StartAsync(time);
        await using var target = ScriptedTarget.Start();
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port)
            .OfListener("Rules", new System.Text.Json.Nodes.JsonArray(LoginStage.Rule(provider.Config())));
        await using var emulator = await HostedEmulator.StartAsync(topology);

        var answer = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/app"));

        Assert.Equal(302, answer.Status);
        Assert.Contains("redirect_uri=http%3A%2F%2Fexample.com%2Foauth2%2Fidpresponse", answer.Header("Location"));
        Assert.EndsWith("; Path=/; HttpOnly", answer.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_of_a_user_pool_log_in_where_a_setting_says_that_it_is()
    {
        await using var provider = await StandInProvider.StartAsync();
        await using var target = ScriptedTarget.Start();
        var token = provider.Token;
        token["id_token"] = provider.IdToken("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12", "pool-client", "u-1");
        provider.Answers["/oauth2/token"] = StandInProvider.Answer(200, token.ToJsonString());
        provider.Answers["/oauth2/userInfo"] = StandInProvider.Answer(200, """{"sub":"u-1","email_verified":"true"}""");
        var rule = LoginStage.Rule([]);
        rule["Actions"]![0] = new System.Text.Json.Nodes.JsonObject
        {
            ["Type"] = "authenticate-cognito",
            ["Order"] = 1,
            ["AuthenticateCognitoConfig"] = new System.Text.Json.Nodes.JsonObject
            {
                ["UserPoolArn"] = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab12",
                ["UserPoolClientId"] = "pool-client",
                ["UserPoolDomain"] = "shop",
            },
        };
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port).OfListener("Rules", new System.Text.Json.Nodes.JsonArray(rule));
        await using var emulator = await HostedEmulator.StartAsync(
            topology, ("Alb:Cognito:Endpoint", provider.Url), ("Alb:Cognito:ClientSecrets:pool-client", "the secret of the pool"));

        var begun = BegunLogin.Of(await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/app")));
        Assert.StartsWith($"{provider.Url}/oauth2/authorize?client_id=pool-client&", begun.Answer.Header("Location"), StringComparison.Ordinal);
        var ended = await RawClient.ExchangeAsync(
            emulator.Port, Wire.Get($"{LoginStage.Callback}?code=c&state={Uri.EscapeDataString(begun.State)}", $"Cookie: {begun.NonceCookie}"));
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/app", $"Cookie: {ended.Cookies()[0]}"));

        Assert.Equal("the secret of the pool", Assert.Single(provider.Forms)["client_secret"]);
        Assert.Contains("\"iss\":\"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12\"", Decoded(target.Request.Header("x-amzn-oidc-data")!.Split('.')[0]));
    }

    private static string Decoded(string part) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(part.Replace('-', '+').Replace('_', '/')));
}
