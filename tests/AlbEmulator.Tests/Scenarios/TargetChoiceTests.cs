using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Which target a request goes to.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm"/>
/// </summary>
public sealed class TargetChoiceTests
{
    private static readonly TargetGroupAttributes LeastOutstanding =
        new() { Algorithm = LoadBalancingAlgorithm.LeastOutstandingRequests };

    [Fact]
    public async Task Round_robin_takes_turns_in_the_order_of_names()
    {
        await using var stage = await TargetStage.StartAsync(3);

        var answers = await stage.AskAsync(7);

        Assert.All(answers.Zip(answers.Skip(1)), pair => Assert.Equal((int.Parse(pair.First) + 1) % 3, int.Parse(pair.Second)));
    }

    [Fact]
    public async Task Least_outstanding_requests_leaves_busy_targets_alone()
    {
        using var step = new SemaphoreSlim(0);
        await using var stage = await TargetStage.StartAsync(3, LeastOutstanding);
        for (var number = 0; number < 3; number++)
        {
            stage[number].On("/held", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        }

        // Three requests that are held: each target has one, whatever came before.
        await stage.AskAsync(2);
        var held = new List<RawClient>();
        for (var count = 1; count <= 5; count++)
        {
            var client = await stage.ConnectAsync();
            held.Add(client);
            await client.SendAsync(Wire.Get("/held"));
            await Patience.UntilAsync("the request to be under way", () => Outstanding(stage).Sum() == count);
            Assert.Equal((count + 2) / 3, Outstanding(stage).Max());
        }

        // Five are under way: the next ones all go to the one target that has but one.
        var free = Array.IndexOf(Outstanding(stage), 1);
        Assert.All(await stage.AskAsync(6), answer => Assert.Equal($"{free}", answer));

        step.Release(5);
        foreach (var client in held)
        {
            Assert.Equal(200, (await client.ReadResponseAsync()).Status);
            await client.DisposeAsync();
        }

        await Patience.UntilAsync("nothing to be under way", () => Outstanding(stage).Sum() == 0);
        Assert.All((await stage.AskAsync(9)).CountBy(answer => answer), target => Assert.Equal(3, target.Value));
    }

    [Fact]
    public async Task Algorithm_that_is_changed_takes_effect_and_knows_what_is_under_way()
    {
        using var step = new SemaphoreSlim(0);
        await using var stage = await TargetStage.StartAsync(2);
        stage[0].On("/held", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        stage[1].On("/held", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        await using var client = await stage.ConnectAsync();
        await client.SendAsync(Wire.Get("/held"));
        await Patience.UntilAsync("the request to be under way", () => Outstanding(stage).Sum() == 1);
        var free = Array.IndexOf(Outstanding(stage), 0);

        await stage.ChangeAsync(group => group with { Attributes = LeastOutstanding });

        Assert.All(await stage.AskAsync(6), answer => Assert.Equal($"{free}", answer));
        step.Release();
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task Weighted_random_gives_every_target_its_share()
    {
        await using var stage = await TargetStage.StartAsync(2, new() { Algorithm = LoadBalancingAlgorithm.WeightedRandom });

        var tally = (await stage.AskAsync(400)).CountBy(answer => answer).ToDictionary();

        Assert.All(tally.Values, count => Assert.InRange(count, 160, 240));
    }

    [Fact]
    public async Task Unhealthy_targets_step_in_below_the_minimum_of_healthy_ones()
    {
        await using var stage = await TargetStage.StartAsync(3, new() { MinimumHealthyTargets = 2 });
        stage.Report(TargetHealth.Healthy, 0, 1);
        stage.Report(TargetHealth.Timeout, 2);
        Assert.DoesNotContain("2", await stage.AskAsync(6));

        stage.Report(TargetHealth.Timeout, 1);
        Assert.Equal(["0", "1", "2"], (await stage.AskAsync(3)).Order());

        stage.Report(TargetHealth.Healthy, 1);
        Assert.DoesNotContain("2", await stage.AskAsync(6));
    }

    [Fact]
    public async Task Unhealthy_targets_step_in_below_the_percentage_of_healthy_ones()
    {
        await using var stage = await TargetStage.StartAsync(3, new() { MinimumHealthyPercentage = 50 });
        stage.Report(TargetHealth.Healthy, 0, 1);
        stage.Report(TargetHealth.Timeout, 2);
        Assert.DoesNotContain("2", await stage.AskAsync(6));

        stage.Report(TargetHealth.Timeout, 1);
        Assert.Equal(["0", "1", "2"], (await stage.AskAsync(3)).Order());
    }

    private static int[] Outstanding(TargetStage stage) =>
        [.. stage.Group.Registered.OrderBy(target => target.Name, StringComparer.Ordinal).Select(target => target.Outstanding.Count)];
}
