using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What AWS says of attributes beside what they are for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html"/>
/// </summary>
public sealed class TargetGroupAttributesTests
{
    private static readonly TargetGroupAttributes SlowStart = new() { SlowStart = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData("load_balancing.cross_zone.enabled", "true")]
    [InlineData("load_balancing.cross_zone.enabled", "false")]
    [InlineData("load_balancing.cross_zone.enabled", "use_load_balancer_configuration")]
    [InlineData("target_group_health.dns_failover.minimum_healthy_targets.count", "off")]
    [InlineData("target_group_health.dns_failover.minimum_healthy_targets.count", "2")]
    [InlineData("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off")]
    [InlineData("target_group_health.dns_failover.minimum_healthy_targets.percentage", "100")]
    public async Task What_is_said_of_zones_and_their_dns_changes_nothing_in_the_one_zone_there_is(string key, string value)
    {
        await using var well = ScriptedTarget.Start();
        await using var ill = ScriptedTarget.Start();
        ill.HealthReply = Reply.Close;
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), well.Port, ill.Port).TargetGroupAttribute("web", key, value));
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        for (var request = 0; request < 4; request++)
        {
            Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
        }

        Assert.Equal((4, 0), (well.Requests.Count, ill.Requests.Count));
    }

    [Fact]
    public async Task Draining_target_that_closes_before_it_answers_is_502()
    {
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        using var step = new SemaphoreSlim(0);
        stage[0].On("/held", Reply.Stepwise(step, "HTTP/1.1 2"));
        await using var client = await stage.ConnectAsync();
        await client.SendAsync(Wire.Get("/held"));
        await stage[0].WaitForRequestsAsync(1);
        await stage.RegisterAsync(1);
        Assert.Equal(TargetHealthState.Draining, stage.Of(0).Health.State);

        await stage.RestartAsync(0, Reply.Ok());

        AlbPage.AssertIs("502 Bad Gateway", await client.ReadResponseAsync());
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(
            ("502", "-", stage[0].Address, "-1"),
            (line.ElbStatusCode, line.TargetStatusCode, line.TargetPortList, line.ResponseProcessingTime));
    }

    [Fact]
    public async Task Slow_start_is_not_for_the_first_targets_of_a_group()
    {
        await using var stage = await TargetStage.StartAsync(2, SlowStart);

        Assert.Equal(10, (await stage.AskAsync(20)).Count(answer => answer == "1"));
    }

    [Fact]
    public async Task Slow_start_that_is_switched_on_is_not_for_targets_that_are_healthy_and_begins_when_they_are_so_again()
    {
        await using var stage = await TargetStage.StartAsync(2);
        await stage.ChangeAsync(group => group with { Attributes = SlowStart });
        Assert.Equal(10, (await stage.AskAsync(20)).Count(answer => answer == "1"));

        stage.Report(TargetHealth.Timeout, 1);
        Assert.DoesNotContain("1", await stage.AskAsync(10));
        stage.Report(TargetHealth.Healthy, 1);
        Assert.DoesNotContain("1", await stage.AskAsync(10));

        stage.Time.Advance(SlowStart.SlowStart);
        Assert.Equal(10, (await stage.AskAsync(20)).Count(answer => answer == "1"));
    }

    [Fact]
    public async Task Anomaly_is_described_with_the_health_of_its_target()
    {
        await using var stage = await TargetStage.StartAsync(
            3, new() { Algorithm = LoadBalancingAlgorithm.WeightedRandom, AnomalyMitigation = true });
        stage[2].Otherwise = Reply.Close;
        await stage.AskAsync(90);

        stage.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(
            ["""{"Result":"anomalous","MitigationInEffect":"yes"}""", """{"Result":"normal","MitigationInEffect":"no"}"""],
            (await stage.Emulator.TargetHealthAsync($"web&target={stage[2].Address}&target={stage[0].Address}"))
                .Select(target => System.Text.Json.JsonSerializer.Serialize(target.GetProperty("AnomalyDetection"))));
    }
}
