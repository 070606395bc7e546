using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode"/>
/// </summary>
public sealed class SlowStartTests
{
    [Fact]
    public async Task Target_that_joins_healthy_ones_comes_to_its_share_by_and_by()
    {
        await using var stage = await TargetStage.StartAsync(2, new() { SlowStart = TimeSpan.FromSeconds(30) }, registered: 1);
        stage.Report(TargetHealth.Healthy, 0);
        await stage.RegisterAsync(0, 1);
        stage.Report(TargetHealth.Healthy, 1);

        Assert.DoesNotContain("1", await stage.AskAsync(100));
        stage.Time.Advance(TimeSpan.FromSeconds(15));
        // Half as many as the other: a third of all.
        Assert.InRange((await stage.AskAsync(300)).Count(answer => answer == "1"), 80, 120);
        stage.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(50, (await stage.AskAsync(100)).Count(answer => answer == "1"));
    }
}
