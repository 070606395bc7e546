using System.Text.RegularExpressions;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Sticky sessions by a cookie of the load balancer.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#duration-based-stickiness"/>
/// </summary>
public sealed partial class TargetStickinessTests
{
    private static readonly (string, string) Enabled = ("stickiness.enabled", "true");
    private static readonly (string, string) OneMinute = ("stickiness.lb_cookie.duration_seconds", "60");
    private static readonly (string, string) Secret = ("Alb:StickinessSecret", "a secret of two emulators");

    [Fact]
    public async Task Both_cookies_come_with_every_response_for_7_days_whatever_the_duration()
    {
        await using var stage = await StickyStage.StartAsync(Enabled, OneMinute);

        var first = await stage.GetAsync();
        var second = await stage.GetAsync(first.Cookies());

        foreach (var response in new[] { first, second })
        {
            var lines = response.HeaderValues("Set-Cookie");
            Assert.Equal(2, lines.Count);
            var plain = PlainCookie().Match(lines[0]);
            // Without Secure on an HTTP listener, as it was seen.
            var cors = CorsCookie().Match(lines[1]);
            Assert.True(plain.Success && cors.Success, string.Join('\n', lines));
            Assert.Equal(plain.Groups["value"].Value, cors.Groups["value"].Value);
            Assert.Equal("Sun, 29 Nov 2026 10:30:00 GMT", plain.Groups["expires"].Value);
            Assert.Equal("Sun, 29 Nov 2026 10:30:00 GMT", cors.Groups["expires"].Value);
        }

    }

    [Fact]
    public async Task Cookie_is_the_same_for_all_within_a_second_and_another_in_the_next()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        var other = await stage.GetAsync();

        Assert.Equal(first.Cookies(), (await stage.GetAsync(first.Cookies())).Cookies());
        Assert.NotEqual(first.Cookie("AWSALB"), other.Cookie("AWSALB"));
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first.Cookie("AWSALB"), (await stage.GetAsync(first.Cookies())).Cookie("AWSALB"));
    }

    [Fact]
    public async Task No_client_is_let_go_before_its_time_wherever_in_a_second_it_came()
    {
        await using var stage = await StickyStage.StartAsync(Enabled, OneMinute);
        stage.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("abc", await stage.TargetsOfAsync());
        stage.Time.Advance(TimeSpan.FromSeconds(0.7));
        var late = await stage.GetAsync();

        stage.Time.Advance(TimeSpan.FromSeconds(59.99));
        Assert.Equal(late.Text, await stage.TargetsOfAsync(late.Cookie("AWSALB")));
        stage.Time.Advance(TimeSpan.FromSeconds(0.11));
        Assert.Equal("abc", await stage.TargetsOfAsync(late.Cookie("AWSALB")));
    }

    [Fact]
    public async Task Without_the_attribute_no_cookie_is_set_or_looked_at()
    {
        await using var sticky = await StickyStage.StartAsync(null, [Secret], Enabled);
        var cookies = (await sticky.GetAsync()).Cookies();
        await using var stage = await sticky.AgainAsync([Secret]);

        Assert.Null((await stage.GetAsync(cookies)).Header("Set-Cookie"));
        Assert.Equal("abc", await stage.TargetsOfAsync([.. cookies]));
    }

    [Theory]
    [InlineData("AWSALB")]
    [InlineData("AWSALBCORS")]
    public async Task Client_stays_with_its_target_where_round_robin_would_go_elsewhere(string name)
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();

        Assert.Equal(first.Text, await stage.TargetsOfAsync("session=1", first.Cookie(name), "theme=dark"));
        Assert.Equal("abc", await stage.TargetsOfAsync());
    }

    [Fact]
    public async Task Clients_of_one_connection_each_stay_with_their_target()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        RawMessage[] clients = [await stage.GetAsync(), await stage.GetAsync(), await stage.GetAsync()];
        await using var connection = await RawClient.ConnectAsync(stage.Emulator.Port);

        for (var i = 0; i < 9; i++)
        {
            var client = clients[i % 3];
            var response = await connection.ExchangeAsync(Wire.Get("/", $"Cookie: {client.Cookie("AWSALB")}"));
            Assert.Equal(client.Text, response.Text);
        }
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("500 Internal Server Error")]
    [InlineData("302 Found")]
    [InlineData("304 Not Modified")]
    public async Task Every_status_of_a_target_comes_with_the_cookies(string status)
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        stage.Answer(_ => Reply.Bytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"));

        Assert.Equal(2, (await stage.GetAsync()).Cookies().Count);
    }

    [Fact]
    public async Task What_the_load_balancer_itself_answers_comes_without_cookies()
    {
        // Whether an ALB's own 502 comes with them is not known: as with group stickiness, only responses of targets do.
        await using var stage = await StickyStage.StartAsync(Enabled);
        stage.Answer(_ => Reply.Close);

        AlbPage.AssertIs("502 Bad Gateway", await stage.GetAsync());
    }

    [Fact]
    public async Task Cookies_of_the_load_balancer_come_before_those_of_the_target()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        stage.Answer(_ => Reply.Bytes(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/x\r\nContent-Length: 0\r\nSet-Cookie: b=\"2,3\"; HttpOnly\r\n\r\n"));

        var lines = (await stage.GetAsync()).HeaderValues("Set-Cookie");

        Assert.Equal(4, lines.Count);
        Assert.Equal(["a=1; Path=/x", "b=\"2,3\"; HttpOnly"], lines.Skip(2));
    }

    [Fact]
    public async Task Cookie_for_cors_wins_be_it_a_bad_one()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var (one, other) = (await stage.GetAsync(), await stage.GetAsync());

        Assert.Equal(other.Text, await stage.TargetsOfAsync(one.Cookie("AWSALB"), other.Cookie("AWSALBCORS")));
        Assert.Equal("abc", await stage.TargetsOfAsync(one.Cookie("AWSALB"), "AWSALBCORS=bad"));
    }

    [Fact]
    public async Task Duration_counts_from_the_last_response()
    {
        await using var stage = await StickyStage.StartAsync(Enabled, OneMinute);
        var first = await stage.GetAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(59));

        var second = await stage.GetAsync(first.Cookies());
        Assert.Equal(first.Text, second.Text);

        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("abc", await stage.TargetsOfAsync([.. first.Cookies()]));
        stage.Time.Advance(TimeSpan.FromSeconds(58));
        Assert.Equal(first.Text, await stage.TargetsOfAsync([.. second.Cookies()]));
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("abc", await stage.TargetsOfAsync([.. second.Cookies()]));
    }

    [Fact]
    public async Task Duration_is_a_day_unless_said()
    {
        await using var stage = await StickyStage.StartAsync(Enabled, ("stickiness.type", "lb_cookie"));
        var first = await stage.GetAsync();

        stage.Time.Advance(TimeSpan.FromSeconds(86_399));
        Assert.Equal(first.Text, await stage.TargetsOfAsync([.. first.Cookies()]));
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("abc", await stage.TargetsOfAsync([.. first.Cookies()]));
    }

    [Fact]
    public async Task Cookie_of_another_target_group_is_a_new_choice()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);

        var api = await stage.GetFromAsync("/api");

        Assert.Equal("z", api.Text);
        Assert.Equal("abc", await stage.TargetsOfAsync([.. api.Cookies()]));
    }

    [Fact]
    public async Task Client_of_an_unhealthy_target_gets_a_new_target_and_stays_there()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        stage.Report(first.Text, TargetHealth.FailedHealthChecks);

        var second = await stage.GetAsync(first.Cookies());
        stage.Report(first.Text, TargetHealth.Healthy);

        Assert.NotEqual(first.Text, second.Text);
        Assert.Equal(second.Text, await stage.TargetsOfAsync([.. second.Cookies()]));
    }

    [Fact]
    public async Task Client_stays_with_an_unhealthy_target_where_all_are_unhealthy()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            stage.Report(name, TargetHealth.Timeout);
        }

        Assert.Equal(first.Text, await stage.TargetsOfAsync([.. first.Cookies()]));
    }

    [Fact]
    public async Task Client_of_a_draining_target_gets_a_new_target()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        stage.Report(first.Text, TargetHealth.DeregistrationInProgress);

        Assert.DoesNotContain(first.Text, await stage.TargetsOfAsync([.. first.Cookies()]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_of_a_deregistered_target_gets_a_new_target_and_a_cookie_for_it()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        await stage.DeregisterAsync(first.Text);

        var second = await stage.GetAsync(first.Cookies());

        Assert.NotEqual(first.Text, second.Text);
        Assert.Equal(second.Text, await stage.TargetsOfAsync([.. second.Cookies()]));
    }

    [Fact]
    public async Task Upgrade_to_websocket_goes_to_the_clients_target_and_comes_with_the_cookies()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        stage.Answer(_ => Reply.WebSocketEcho);

        for (var i = 1; i <= 3; i++)
        {
            var upgrade = Wire.Upgrade().Replace("\r\n\r\n", $"\r\nCookie: {first.Cookie("AWSALB")}\r\n\r\n", StringComparison.Ordinal);
            var response = await stage.ExchangeAsync(upgrade);
            Assert.Equal(101, response.Status);
            Assert.Equal(2, response.Cookies().Count);
            await Patience.UntilAsync(
                "the upgrade at the target",
                () => stage.Target(first.Text).Requests.Count(request => request.Target == "/ws") == i);
        }
    }

    [Fact]
    public async Task Among_several_groups_the_groups_cookie_decides_the_group_and_the_targets_the_target()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        await stage.Emulator.ChangeAsync(topology => topology.WithDefault(
            topology.Forward(("web", 1), ("api", 0)) with { Stickiness = TimeSpan.FromHours(1) }));
        var first = await stage.GetAsync();
        Assert.Equal(
            ["AWSALBTG", "AWSALBTGCORS", "AWSALB", "AWSALBCORS"], first.Cookies().Select(cookie => cookie.Split('=')[0]));
        await stage.Emulator.ChangeAsync(topology => topology.WithDefault(
            topology.Forward(("web", 1), ("api", 1)) with { Stickiness = TimeSpan.FromHours(1) }));

        Assert.Equal(first.Text, await stage.TargetsOfAsync([.. first.Cookies()]));
        Assert.Equal("abc", await stage.TargetsOfAsync(first.Cookie("AWSALBTG")));

        await stage.Emulator.ChangeAsync(topology => topology.WithDefault(
            topology.Forward(("web", 0), ("api", 1)) with { Stickiness = TimeSpan.FromHours(1) }));
        Assert.Equal("z", (await stage.GetAsync(first.Cookie("AWSALB"))).Text);
    }

    [GeneratedRegex("^AWSALB=(?<value>[A-Za-z0-9+/]{128}); Expires=(?<expires>[^;]+); Path=/$")]
    private static partial Regex PlainCookie();

    [GeneratedRegex("^AWSALBCORS=(?<value>[A-Za-z0-9+/]{128}); Expires=(?<expires>[^;]+); Path=/; SameSite=None$")]
    private static partial Regex CorsCookie();
}
