using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.Model;
using AlbEmulator.Stickiness;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Target group stickiness.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#target-group-stickiness"/>
/// </summary>
public sealed partial class GroupStickinessTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Both_cookies_come_with_every_response_for_7_days_whatever_the_duration()
    {
        await using var stage = await StartAsync();

        var first = await stage.ExchangeAsync(Wire.Get());
        var second = await stage.ExchangeAsync(Wire.Get("/", $"Cookie: {Cookie(first)}"));

        foreach (var response in new[] { first, second })
        {
            var lines = response.HeaderValues("Set-Cookie");
            Assert.Equal(2, lines.Count);
            var plain = PlainCookie().Match(lines[0]);
            // Without Secure on an HTTP listener, as it was seen.
            var cors = CorsCookie().Match(lines[1]);
            Assert.True(plain.Success && cors.Success, string.Join('\n', lines));
            Assert.Equal(plain.Groups["value"].Value, cors.Groups["value"].Value);
            Assert.Equal(plain.Groups["expires"].Value, cors.Groups["expires"].Value);
            var expires = DateTimeOffset.ParseExact(plain.Groups["expires"].Value, "R", CultureInfo.InvariantCulture);
            Assert.Equal(7.0, (expires - TimeProvider.System.GetUtcNow()).TotalDays, tolerance: 0.01);
        }
    }

    [Theory]
    [InlineData("AWSALBTG")]
    [InlineData("AWSALBTGCORS")]
    public async Task Client_stays_with_its_group(string name)
    {
        await using var stage = await StartAsync();
        var first = await stage.ExchangeAsync(Wire.Get());

        for (var i = 0; i < 20; i++)
        {
            var next = await stage.ExchangeAsync(Wire.Get("/", $"Cookie: session=1; {name}={Value(first)}; theme=dark"));
            Assert.Equal(first.Text, next.Text);
        }

        var lines = await stage.Emulator.WaitForLogLinesAsync(21);
        Assert.All(lines, line => Assert.Equal("-", line.ErrorReason));
    }

    [Fact]
    public async Task Targets_own_cookies_stay_as_they_are_and_targets_see_the_clients()
    {
        await using var stage = await StartAsync(("blue", 1), ("green", 0));
        stage.Blue.Otherwise = Reply.Bytes(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/x\r\nContent-Length: 0\r\nSet-Cookie: b=\"2,3\"; HttpOnly\r\n\r\n");

        var response = await stage.ExchangeAsync(Wire.Get("/", "Cookie: AWSALBTG=x; mine=1"));

        var lines = response.HeaderValues("Set-Cookie");
        Assert.Equal(4, lines.Count);
        Assert.Equal(["a=1; Path=/x", "b=\"2,3\"; HttpOnly"], lines.Skip(2));
        Assert.Equal("AWSALBTG=x; mine=1", stage.Blue.Request.Header("Cookie"));
    }

    [Fact]
    public async Task Cookie_for_cors_wins()
    {
        await using var stage = await StartAsync();
        var blue = Seal(stage, "blue", Hour);
        var green = Seal(stage, "green", Hour);

        for (var i = 0; i < 10; i++)
        {
            var response = await stage.ExchangeAsync(Wire.Get("/", $"Cookie: AWSALBTG={blue}; AWSALBTGCORS={green}"));
            Assert.Equal("green", response.Text);
        }
    }

    [Theory]
    [InlineData("AWSALBTG=garbage")]
    [InlineData("AWSALBTG=")]
    [InlineData("AWSALBTGCORS=_remove_")]
    public async Task Bad_cookie_is_told_in_the_log_and_replaced(string cookie)
    {
        await using var stage = await StartAsync();

        var response = await stage.ExchangeAsync(Wire.Get("/", $"Cookie: {cookie}"));

        Assert.Equal(200, response.Status);
        Assert.Equal(2, response.HeaderValues("Set-Cookie").Count);
        Assert.Equal("AWSALBTGCookieInvalid", (await stage.Emulator.WaitForLogLinesAsync(1))[0].ErrorReason);
    }

    [Fact]
    public async Task Cookie_that_was_percent_encoded_is_a_bad_one()
    {
        await using var stage = await StartAsync();
        var value = Seal(stage, "blue", Hour);

        await stage.ExchangeAsync(Wire.Get("/", $"Cookie: AWSALBTG={value[..171]}%{(int)value[171]:X2}"));

        Assert.Equal("AWSALBTGCookieInvalid", (await stage.Emulator.WaitForLogLinesAsync(1))[0].ErrorReason);
    }

    [Fact]
    public async Task Client_is_shared_out_anew_when_its_time_is_up()
    {
        await using var stage = await StartAsync();
        var expired = Seal(stage, "blue", TimeSpan.FromMilliseconds(-1));

        Assert.Equal(["blue", "green"], await GroupsOfAsync(stage, expired));
        Assert.All(stage.Emulator.LogLines, line => Assert.Equal("-", line.ErrorReason));
    }

    [Fact]
    public async Task Client_of_a_group_that_left_the_rule_is_shared_out_anew()
    {
        await using var stage = await StartAsync();

        Assert.Equal(["blue", "green"], await GroupsOfAsync(stage, Seal(stage, "gray", Hour)));
    }

    [Fact]
    public async Task Client_of_a_group_whose_weight_became_0_is_shared_out_anew()
    {
        // AWS does not say it; what has no weight is to get nothing.
        await using var stage = await StartAsync(("blue", 0), ("green", 1));

        Assert.Equal(["green"], await GroupsOfAsync(stage, Seal(stage, "blue", Hour)));
    }

    [Fact]
    public async Task Client_of_a_group_without_targets_gets_503_and_no_new_group()
    {
        // Whether an ALB's own error comes with the cookies is not known: here only responses of targets do.
        await using var stage = await StartAsync(("blue", 1), ("empty", 1));
        var cookie = Seal(stage, "empty", Hour);

        for (var i = 0; i < 10; i++)
        {
            AlbPage.AssertIs(
                "503 Service Temporarily Unavailable", await stage.ExchangeAsync(Wire.Get("/", $"Cookie: AWSALBTG={cookie}")));
        }
    }

    [Fact]
    public async Task One_group_alone_is_sticky_too()
    {
        await using var stage = await StartAsync(("blue", 1));

        Assert.Equal(2, (await stage.ExchangeAsync(Wire.Get())).HeaderValues("Set-Cookie").Count);
    }

    [Fact]
    public async Task Upgrade_to_websocket_comes_with_the_cookies()
    {
        await using var stage = await StartAsync(("blue", 1));
        stage.Blue.Otherwise = Reply.WebSocketEcho;

        var response = await stage.ExchangeAsync(Wire.Upgrade());

        Assert.Equal(101, response.Status);
        Assert.Equal(2, response.HeaderValues("Set-Cookie").Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_of_a_function_comes_with_the_cookies(bool isHttp2)
    {
        await using var stage = await LambdaStage.StartAsync(
            LambdaStage.Returns("""{"statusCode":200,"isBase64Encoded":false,"headers":{"Set-Cookie":"a=1"}}"""),
            change: topology => topology.Https());
        await stage.Emulator.ChangeAsync(topology =>
            topology.WithDefault(topology.Forward(("web", 1)) with { Stickiness = Hour }));
        using var client = new Http2Client(stage.Port, isHttp2 ? null : System.Net.HttpVersion.Version11);

        using var response = await client.GetAsync("/");

        Assert.Equal(
            ["AWSALBTG", "AWSALBTGCORS", "a"],
            response.Headers.GetValues("Set-Cookie").Select(line => line.Split('=')[0]));
    }

    [Fact]
    public async Task Without_stickiness_no_cookie_is_set_or_looked_at()
    {
        await using var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(("blue", 1), ("green", 1));

        var response = await stage.ExchangeAsync(Wire.Get("/", "Cookie: AWSALBTG=garbage"));

        Assert.Null(response.Header("Set-Cookie"));
        Assert.Equal("-", (await stage.Emulator.WaitForLogLinesAsync(1))[0].ErrorReason);
    }

    [Fact]
    public async Task Cookie_is_good_after_a_restart()
    {
        using var data = new TempFolder();
        string cookie;
        await using (var before = await WeightedStage.StartAsync(("Alb:DataDirectory", data.Path)))
        {
            await before.ShareAsync(Hour, ("blue", 0), ("green", 1));
            cookie = Cookie(await before.ExchangeAsync(Wire.Get()));
        }

        await using var after = await WeightedStage.StartAsync(("Alb:DataDirectory", data.Path));
        await after.ShareAsync(Hour, ("blue", 999), ("green", 1));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("green", (await after.ExchangeAsync(Wire.Get("/", $"Cookie: {cookie}"))).Text);
        }
    }

    private static async Task<WeightedStage> StartAsync(params (string Group, int Weight)[] shares)
    {
        var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(Hour, shares is [] ? [("blue", 1), ("green", 1)] : shares);
        return stage;
    }

    /// <summary>The value of a cookie for a group, as the emulator itself would make it.</summary>
    private static string Seal(WeightedStage stage, string group, TimeSpan duration)
    {
        var arn = stage.Emulator.Services.GetRequiredService<TopologyStore>().Current.Arn(group);
        var mark = new GroupMark(Digest.Of(arn), TimeProvider.System.GetUtcNow() + duration);
        return mark.Seal(stage.Emulator.Services.GetRequiredService<CookieSeals>());
    }

    /// <summary>The groups to which requests with that same cookie come.</summary>
    private static async Task<IEnumerable<string>> GroupsOfAsync(WeightedStage stage, string cookie)
    {
        var groups = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            groups.Add((await stage.ExchangeAsync(Wire.Get("/", $"Cookie: AWSALBTG={cookie}"))).Text);
        }

        return groups.Distinct().Order();
    }

    private static string Cookie(RawMessage response) => response.HeaderValues("Set-Cookie")[0].Split(';')[0];

    private static string Value(RawMessage response) => Cookie(response)["AWSALBTG=".Length..];

    [GeneratedRegex("^AWSALBTG=(?<value>[A-Za-z0-9+/]{172}); Expires=(?<expires>[^;]+ GMT); Path=/$")]
    private static partial Regex PlainCookie();

    [GeneratedRegex("^AWSALBTGCORS=(?<value>[A-Za-z0-9+/]{172}); Expires=(?<expires>[^;]+ GMT); Path=/; SameSite=None$")]
    private static partial Regex CorsCookie();
}
