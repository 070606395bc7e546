using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// The whole life of a target, as <c>GET /target-health</c> tells it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-states"/>
/// </summary>
public sealed class TargetLifeTests
{
    private const string Registering = "initial Elb.RegistrationInProgress Target registration is in progress";
    private const string Checking = "initial Elb.InitialHealthChecking Initial health checks in progress";
    private const string Busy = "unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [503]";
    private const string Draining = "draining Target.DeregistrationInProgress Target deregistration is in progress";
    private const string Gone = "unused Target.NotRegistered Target is not registered to the target group";

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Group_goes_from_initial_to_healthy_to_unhealthy_to_healthy_to_draining_to_gone()
    {
        // Sixteen are asked at once, the next one four milliseconds later: until then it is being registered.
        using var step = new SemaphoreSlim(0);
        var targets = Enumerable.Range(0, 17).Select(_ => ScriptedTarget.Start())
            .OrderBy(target => target.Address, StringComparer.Ordinal).ToArray();
        Array.ForEach(targets, target => target.HealthReply = Reply.Stepwise(step, "HTTP/1.1 200 OK\r\n\r\n"));
        var (others, one) = (targets[..16], targets[16]);
        await using var stage = await HealthStage.StartAsync();
        await RegisterAsync(stage, targets);
        Assert.Equal((16, Checking), await OfAsync(stage, others));
        Assert.Equal((1, Registering), await OfAsync(stage, one));
        stage.Time.Advance(TimeSpan.FromMilliseconds(4));
        Assert.Equal((1, Checking), await OfAsync(stage, one));

        step.Release(17);
        await stage.ResultAsync(17);
        Assert.Equal((16, "healthy"), await OfAsync(stage, others));
        Assert.Equal((1, "healthy"), await OfAsync(stage, one));
        Array.ForEach(targets, target => target.HealthReply = Reply.Ok());

        one.HealthReply = Reply.BytesThenClose("HTTP/1.1 503 Busy\r\n\r\n");
        await CheckAllAsync(stage, 17);
        Assert.Equal((1, "healthy"), await OfAsync(stage, one));
        await CheckAllAsync(stage, 17);
        Assert.Equal((1, Busy), await OfAsync(stage, one));
        Assert.Equal(0, await AskAsync(stage, one));

        one.HealthReply = Reply.Ok();
        for (var success = 1; success <= 4; success++)
        {
            await CheckAllAsync(stage, 17);
            Assert.Equal((1, Busy), await OfAsync(stage, one));
        }

        await CheckAllAsync(stage, 17);
        Assert.Equal((1, "healthy"), await OfAsync(stage, one));
        Assert.Equal(2, await AskAsync(stage, one));

        await RegisterAsync(stage, others);
        await Patience.UntilAsync("the target to drain", async () => (await OfAsync(stage, one)).Health == Draining ? one : null);
        Assert.Equal(0, await AskAsync(stage, one));
        stage.Time.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.Equal((1, Draining), await OfAsync(stage, one));

        stage.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((1, Gone), await OfAsync(stage, one));
        Assert.Equal(16, (await stage.Emulator.TargetHealthAsync("web")).Count);
        Assert.Equal((16, "healthy"), await OfAsync(stage, others));
        foreach (var target in targets)
        {
            await target.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("127.0.0.1:1", """{"Id":"127.0.0.1","Port":1}""")]
    [InlineData("127.0.0.2", """{"Id":"127.0.0.2"}""")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:f:1",
        """{"Id":"arn:aws:lambda:us-east-1:123456789012:function:f:1"}""")]
    public async Task Target_that_was_never_registered_is_described_and_no_error(string asked, string identity)
    {
        await using var stage = await HealthStage.StartAsync(check: null);

        var described = Assert.Single(await stage.Emulator.TargetHealthAsync($"web&target={asked}"));

        Assert.Equal(identity, JsonSerializer.Serialize(described.GetProperty("Target")));
        Assert.Equal(Gone, Words(described));
    }

    [Fact]
    public async Task Target_is_asked_for_within_a_target_group()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(stage.Emulator.Control, "/target-health?target=127.0.0.1:1"));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("\"target goes with target-group\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task RegisterAsync(HealthStage stage, params ScriptedTarget[] targets) => stage.ChangeAsync(group => group with
    {
        Targets = [.. targets.Select(target => new Target("127.0.0.1", target.Port))],
        Attributes = new() { DeregistrationDelay = Delay },
    });

    /// <summary>The clock goes on by an interval, and every target is asked.</summary>
    private static async Task CheckAllAsync(HealthStage stage, int count)
    {
        var before = stage.Results.Count;
        stage.Time.Advance(HealthCheck.Default.Interval);
        await Patience.UntilAsync("every target to be asked", () => stage.Results.Count == before + count);
    }

    /// <summary>The one health that these targets have, and how many they are.</summary>
    private static async Task<(int Count, string Health)> OfAsync(HealthStage stage, params ScriptedTarget[] targets)
    {
        var asked = string.Concat(targets.Select(target => $"&target={target.Address}"));
        var described = await stage.Emulator.TargetHealthAsync($"web{asked}");
        return (described.Count, Assert.Single(described.Select(Words).Distinct()));
    }

    private static string Words(JsonElement described) =>
        string.Join(' ', described.GetProperty("TargetHealth").EnumerateObject().Select(property => property.Value));

    /// <summary>Two requests for each target, and how many of them come to this one.</summary>
    private static async Task<int> AskAsync(HealthStage stage, ScriptedTarget target)
    {
        var before = target.Requests.Count;
        await using var client = await RawClient.ConnectAsync(stage.Emulator.Port);
        for (var request = 0; request < 2 * 17; request++)
        {
            Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
        }

        return target.Requests.Count - before;
    }
}
