using System.Collections.Concurrent;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Forward actions with several target groups.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions"/>
/// </summary>
public sealed class WeightedForwardTests
{
    [Fact]
    public async Task Requests_are_shared_out_by_weight()
    {
        const int Requests = 1000;
        await using var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(("blue", 90), ("green", 9), ("gray", 1));

        await using var client = await stage.ConnectAsync();
        var answers = new List<string>();
        for (var i = 0; i < Requests; i++)
        {
            answers.Add((await client.ExchangeAsync(Wire.Get())).Text);
        }

        foreach (var (group, weight) in new[] { ("blue", 90), ("green", 9), ("gray", 1) })
        {
            var share = weight / 100.0;
            var allowed = 4 * Math.Sqrt(Requests * share * (1 - share));
            Assert.Equal(Requests * share, answers.Count(answer => answer == group), tolerance: allowed);
        }

        var lines = await stage.Emulator.WaitForLogLinesAsync(Requests);
        Assert.All(lines, line => Assert.Equal("forward", line.ActionsExecuted));
        // The group of each line is the one that answered.
        Assert.Equal(answers, lines.Select(line => line.TargetGroupArn.Split('/')[1]));
    }

    [Fact]
    public async Task Weight_0_gets_nothing()
    {
        await using var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(("blue", 0), ("green", 1));

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("green", (await stage.ExchangeAsync(Wire.Get())).Text);
        }
    }

    [Fact]
    public async Task Weights_that_are_all_0_are_503_without_a_group()
    {
        // AWS does not say what it does then.
        await using var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(("blue", 0), ("green", 0));

        AlbPage.AssertIs("503 Service Temporarily Unavailable", await stage.ExchangeAsync(Wire.Get()));

        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal("forward - -", $"{line.ActionsExecuted} {line.TargetGroupArn} {line.Target}");
    }

    [Fact]
    public async Task No_other_group_steps_in_for_one_without_targets()
    {
        await using var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(("blue", 1), ("empty", 1));

        var answers = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            answers.Add((await stage.ExchangeAsync(Wire.Get())).Status);
        }

        Assert.Equal(50.0, answers.Count(status => status == 503), tolerance: 5.0);
        Assert.Equal(100, answers.Count(status => status is 200 or 503));
        var failed = (await stage.Emulator.WaitForLogLinesAsync(100)).First(line => line.ElbStatusCode == "503");
        Assert.Contains(":targetgroup/empty/", failed.TargetGroupArn, StringComparison.Ordinal);
        Assert.Equal("- -1 -1 -1", $"{failed.Target} {failed.RequestProcessingTime} {failed.TargetProcessingTime} {failed.ResponseProcessingTime}");
    }

    [Fact]
    public async Task Nothing_is_lost_while_weights_are_changed_under_load()
    {
        const int Clients = 8;
        const int Changes = 40;
        await using var stage = await WeightedStage.StartAsync();
        await stage.ShareAsync(("blue", 1), ("green", 0));
        using var ended = new CancellationTokenSource();
        var answers = new ConcurrentBag<string>();
        var load = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            await using var client = await stage.ConnectAsync();
            do
            {
                var response = await client.ExchangeAsync(Wire.Get());
                answers.Add($"{response.Status} {response.Text}");
            }
            while (!ended.IsCancellationRequested);
        })).ToArray();

        // The first weights leave nothing to green, the last nothing to blue: which one answers is not left to chance.
        await Patience.UntilAsync("an answer of blue", () => answers.Contains("200 blue"));
        for (var change = 1; change <= Changes; change++)
        {
            await stage.ShareAsync(("blue", Changes - change), ("green", change));
        }

        await Patience.UntilAsync("an answer of green", () => answers.Contains("200 green"));
        var before = answers.Count;
        await Patience.UntilAsync("more requests", () => answers.Count > before + 100);
        await ended.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(["200 blue", "200 green"], answers.Distinct().Order());
        Assert.Equal(answers.Count, (await stage.Emulator.WaitForLogLinesAsync(answers.Count)).Count);
        Assert.Equal("green", (await stage.ExchangeAsync(Wire.Get())).Text);
    }
}
