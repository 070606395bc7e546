using System.Text.RegularExpressions;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Sticky sessions by a cookie of the application.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#application-based-stickiness"/>
/// </summary>
public sealed partial class ApplicationStickinessTests
{
    private const string Expires = "; Expires=Sun, 29 Nov 2026 10:30:00 GMT; Path=/";
    private const string Chrome = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/80.0.1 Safari/537.36";
    private const string Origin = "Origin: https://example.org";

    private static readonly (string, string)[] Attributes =
    [
        ("stickiness.enabled", "true"),
        ("stickiness.type", "app_cookie"),
        ("stickiness.app_cookie.cookie_name", "SID"),
        ("stickiness.app_cookie.duration_seconds", "60"),
    ];

    [Fact]
    public async Task Cookie_comes_when_the_target_sets_the_applications()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        SetSession(stage);

        var first = await stage.GetAsync();
        var second = await stage.GetAsync();

        var lines = first.HeaderValues("Set-Cookie");
        Assert.Matches(FirstPiece(), lines[0]);
        Assert.Equal(
            [
                $"AWSALBAPP-1=_remove_{Expires}", $"AWSALBAPP-2=_remove_{Expires}", $"AWSALBAPP-3=_remove_{Expires}",
                "SID=1; HttpOnly",
            ],
            lines.Skip(1));
        Assert.NotEqual(first.Cookie("AWSALBAPP-0"), second.Cookie("AWSALBAPP-0"));
    }

    [Fact]
    public async Task Without_a_session_all_four_cookies_are_removed()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);

        var response = await stage.GetAsync("SID=1", "other=2");

        Assert.Equal(
            Enumerable.Range(0, 4).Select(number => $"AWSALBAPP-{number}=_remove_{Expires}"),
            response.HeaderValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("SID=", true)]
    [InlineData("SID=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", true)]
    [InlineData("sid=1", false)]
    [InlineData("XSID=1", false)]
    [InlineData("SIDX=1", false)]
    [InlineData("other=SID=1", false)]
    public async Task Only_the_name_of_the_applications_cookie_is_looked_at(string cookie, bool isSet)
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        stage.Answer(_ => Reply.Bytes($"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nSet-Cookie: {cookie}\r\nContent-Length: 0\r\n\r\n"));

        Assert.Equal(isSet, (await stage.GetAsync()).CookieValue("AWSALBAPP-0") != "_remove_");
    }

    [Fact]
    public async Task Client_that_returns_both_cookies_stays_with_its_target()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        var first = await BeginAsync(stage);

        Assert.Equal(first.Text, await stage.TargetsOfAsync("SID=changed", first.Cookie("AWSALBAPP-0")));
        Assert.Equal(first.Text, await stage.TargetsOfAsync([.. first.Cookies()]));
        Assert.Equal("abc", await stage.TargetsOfAsync(first.Cookie("AWSALBAPP-0")));
        Assert.Equal("abc", await stage.TargetsOfAsync("SID=1"));
    }

    [Fact]
    public async Task Cookie_that_comes_without_the_applications_is_removed()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        var first = await BeginAsync(stage);

        Assert.Equal("_remove_", (await stage.GetAsync(first.Cookie("AWSALBAPP-0"))).CookieValue("AWSALBAPP-0"));
    }

    [Fact]
    public async Task Every_response_of_a_session_begins_its_duration_anew()
    {
        // AWS's guide has "in subsequent responses" the expiry and the duration reset, and cookies removed were seen only
        // where there was no session: a session goes on although the target sets its cookie once.
        await using var stage = await StickyStage.StartAsync(Attributes);
        var last = await BeginAsync(stage);
        var target = last.Text;

        for (var i = 0; i < 4; i++)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(59));
            last = await stage.GetAsync("SID=1", last.Cookie("AWSALBAPP-0"));
            Assert.Equal(target, last.Text);
        }

        stage.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("abc", await stage.TargetsOfAsync("SID=1", last.Cookie("AWSALBAPP-0")));
        Assert.Equal("_remove_", (await stage.GetAsync("SID=1", last.Cookie("AWSALBAPP-0"))).CookieValue("AWSALBAPP-0"));
    }

    [Fact]
    public async Task Session_of_an_unhealthy_target_moves_to_a_new_one_for_good()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        var first = await BeginAsync(stage);
        stage.Report(first.Text, TargetHealth.FailedHealthChecks);

        var second = await stage.GetAsync("SID=1", first.Cookie("AWSALBAPP-0"));
        stage.Report(first.Text, TargetHealth.Healthy);

        Assert.NotEqual(first.Text, second.Text);
        Assert.Equal(second.Text, await stage.TargetsOfAsync("SID=1", second.Cookie("AWSALBAPP-0")));
    }

    [Fact]
    public async Task One_cookie_holds_the_sessions_of_several_target_groups()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        var web = await BeginAsync(stage);
        SetSession(stage);

        var api = await stage.GetFromAsync("/api", "SID=1", web.Cookie("AWSALBAPP-0"));

        Assert.Equal("z", api.Text);
        Assert.Equal(web.Text, await stage.TargetsOfAsync("SID=1", api.Cookie("AWSALBAPP-0")));
    }

    [Theory]
    [InlineData(true, Chrome, Origin)]
    [InlineData(false, "User-Agent: Mozilla/5.0 Chrome/79.0.9 Safari/537.36", Origin)]
    [InlineData(false, "User-Agent: Mozilla/5.0 (Macintosh) Version/17.0 Safari/605.1.15", Origin)]
    [InlineData(false, Chrome, "X-Origin: https://example.org")]
    public async Task Only_chromium_from_80_on_is_told_of_other_sites_and_only_by_cors(
        bool isTold, string userAgent, string origin)
    {
        await using var stage = await StickyStage.StartAsync(Attributes);

        var response = await stage.ExchangeAsync(Wire.Get("/", userAgent, origin));

        var ending = isTold ? "; Path=/; SameSite=None; Secure" : "; Path=/";
        Assert.All(response.HeaderValues("Set-Cookie"), line => Assert.EndsWith(ending, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_a_rule_of_several_groups_it_does_not_work()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        var first = await BeginAsync(stage);
        SetSession(stage);
        await stage.Emulator.ChangeAsync(topology => topology.WithDefault(
            topology.Forward(("web", 1), ("api", 0)) with { Stickiness = TimeSpan.FromHours(1) }));

        var response = await stage.GetAsync(first.Cookies());

        Assert.Equal(["AWSALBTG", "AWSALBTGCORS", "SID"], response.Cookies().Select(cookie => cookie.Split('=')[0]));
        Assert.Equal("abc", await stage.TargetsOfAsync([.. first.Cookies()]));
    }

    [Fact]
    public async Task A_thousand_forged_cookies_are_a_thousand_new_choices()
    {
        await using var stage = await StickyStage.StartAsync(Attributes);
        var first = await BeginAsync(stage);
        var value = first.CookieValue("AWSALBAPP-0");
        var random = new Random(8);
        await using var connection = await RawClient.ConnectAsync(stage.Emulator.Port);

        for (var i = 0; i < 1000; i++)
        {
            // The last bits before the padding stand for nothing.
            var forged = CookieForger.Change(value[..^3], random) + value[^3..];
            var response = await connection.ExchangeAsync(Wire.Get("/", $"Cookie: SID=1; AWSALBAPP-0={forged}"));
            Assert.True(
                response.Status == 200 && response.CookieValue("AWSALBAPP-0") == "_remove_", $"{forged}\n{response.Head}");
        }
    }

    private static async Task<RawMessage> BeginAsync(StickyStage stage)
    {
        SetSession(stage);
        var first = await stage.GetAsync();
        stage.Answer(name => Reply.Ok(name));
        return first;
    }

    private static void SetSession(StickyStage stage) => stage.Answer(name =>
        Reply.Bytes($"HTTP/1.1 200 OK\r\nSet-Cookie: SID=1; HttpOnly\r\nContent-Length: 1\r\n\r\n{name}"));

    [GeneratedRegex("^AWSALBAPP-0=AAAAAAAAAAA[A-Za-z0-9+/]{131}==; Expires=Sun, 29 Nov 2026 10:30:00 GMT; Path=/$")]
    private static partial Regex FirstPiece();
}
