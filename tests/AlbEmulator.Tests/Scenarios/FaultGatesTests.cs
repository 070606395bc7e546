using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Faults come behind the action that says who may pass, in the place of the one that ends the request.</summary>
public sealed class FaultGatesTests
{
    [Fact]
    public async Task Who_may_not_pass_hears_of_that_and_of_no_fault()
    {
        await using var stage = await TokenStage.StartAsync();
        using var console = new ConsoleClient(stage.Emulator);
        await console.InjectAsync("""{"loadBalancer":"demo","status":503}""");

        Assert.Equal(401, (await stage.GetAsync("/api")).Status);
        Assert.Equal(503, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(503, (await stage.BearAsync(stage.Issuer.Token(), "/fixed")).Status);

        Assert.Equal(2, (await console.FaultsAsync())[0].GetProperty("injected").GetInt32());
        Assert.Equal(["-", "forward", "-"], (await stage.LinesAsync(3)).Select(line => line.ActionsExecuted));
        Assert.Empty(stage.Target.Requests);
    }

    [Fact]
    public async Task Requests_that_began_before_have_none()
    {
        await using var stage = await TokenStage.StartAsync();
        using var console = new ConsoleClient(stage.Emulator);
        var keys = stage.Issuer.Answer;
        using var step = new SemaphoreSlim(0);
        stage.Issuer.Answer = async context =>
        {
            await step.WaitAsync(context.RequestAborted);
            await keys(context);
        };
        var before = stage.BearAsync(stage.Issuer.Token());
        await Patience.UntilAsync("the request to be under way", () => stage.Issuer.Asked > 0);
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        await console.InjectAsync("""{"rule":"10","status":503}""");
        step.Release();

        Assert.Equal(200, (await before).Status);
        Assert.Equal(503, (await stage.BearAsync(stage.Issuer.Token())).Status);
    }
}
