using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Whose stickiness cookies are taken: an emulator's own, those of its last run, and those of others with the same secret.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html"/>
/// </summary>
public sealed class StickinessSealTests
{
    private static readonly (string, string) Enabled = ("stickiness.enabled", "true");
    private static readonly (string, string) Secret = ("Alb:StickinessSecret", "a secret of two emulators");

    [Fact]
    public async Task Percent_encoded_cookie_is_a_new_choice()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var value = (await stage.GetAsync()).CookieValue("AWSALB");

        Assert.Equal("abc", await stage.TargetsOfAsync($"AWSALB={value[..127]}%{(int)value[127]:X2}"));
    }

    [Fact]
    public async Task Cookie_of_another_emulator_is_a_new_choice()
    {
        await using var other = await StickyStage.StartAsync(Enabled);
        var cookies = (await other.GetAsync()).Cookies();
        await using var stage = await other.AgainAsync([], Enabled);

        Assert.Equal("abc", await stage.TargetsOfAsync([.. cookies]));
    }

    [Fact]
    public async Task Emulators_with_one_secret_take_each_others_cookies()
    {
        await using var one = await StickyStage.StartAsync(null, [Secret], Enabled);
        await using var two = await one.AgainAsync([Secret], Enabled);
        await using var third = await one.AgainAsync([("Alb:StickinessSecret", "a secret of the third one")], Enabled);

        var first = await one.GetAsync();
        Assert.Equal(first.Text, await two.TargetsOfAsync([.. first.Cookies()]));
        var second = await two.GetAsync();
        Assert.Equal(second.Text, await one.TargetsOfAsync([.. second.Cookies()]));
        Assert.Equal("abc", await third.TargetsOfAsync([.. first.Cookies()]));
    }

    [Fact]
    public async Task Cookie_is_good_after_a_restart()
    {
        using var data = new TempFolder();
        await using var before = await StickyStage.StartAsync(null, [("Alb:DataDirectory", data.Path)], Enabled);
        var first = await before.GetAsync();
        await before.StopAsync();
        await using var after = await before.AgainAsync([("Alb:DataDirectory", data.Path)], Enabled);

        Assert.Equal(first.Text, await after.TargetsOfAsync([.. first.Cookies()]));
    }

    [Fact]
    public async Task A_thousand_forged_cookies_are_a_thousand_new_choices()
    {
        await using var stage = await StickyStage.StartAsync(Enabled);
        var first = await stage.GetAsync();
        var value = first.CookieValue("AWSALB");
        var random = new Random(6);
        await using var connection = await RawClient.ConnectAsync(stage.Emulator.Port);
        var atFirst = 0;

        for (var i = 0; i < 1000; i++)
        {
            var forged = CookieForger.Change(value, random);
            var response = await connection.ExchangeAsync(Wire.Get("/", $"Cookie: AWSALB={forged}; AWSALB=x"));
            Assert.True(response.Status == 200 && response.Cookies().Count == 2, $"{forged}\n{response.Head}");
            atFirst += response.Text == first.Text ? 1 : 0;
        }

        // Round robin, undisturbed: each target has a third of them.
        Assert.InRange(atFirst, 333, 334);
    }
}
