using AlbEmulator.Descriptors;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What comes of connections for which the process has no descriptor left.</summary>
public sealed class DescriptorsTests
{
    private const string Rejected = "alb_rejected_connection_count_total";

    [Fact]
    public async Task Client_without_a_descriptor_is_refused_counted_and_told_by_health_and_the_next_with_one_is_served()
    {
        await using var scenario = await Scenario.StartAsync();
        var clients = scenario.Emulator.Services.GetRequiredService<ProcessDescriptors>().Clients;
        var bound = clients.Bound;
        var made = (await scenario.Emulator.MetricsAsync()).Sum("alb_new_connection_count_total");

        clients.Bound = 0;
        await RefusedClient.ConnectAsync(scenario.Emulator.Port);

        var metrics = await scenario.Emulator.MetricsAsync();
        Assert.Equal(1, metrics[Rejected, ("load_balancer", $"app/demo/{IdOf(metrics)}")]);
        Assert.Equal(made, metrics.Sum("alb_new_connection_count_total"));
        var health = (await scenario.Emulator.HealthAsync()).GetProperty("descriptors");
        Assert.True(health.GetProperty("clientsAreRefused").GetBoolean());
        Assert.Equal(1, health.GetProperty("refusedClients").GetInt64());

        clients.Bound = bound;
        Assert.Equal(200, (await scenario.ExchangeAsync(Wire.Get())).Status);
        health = (await scenario.Emulator.HealthAsync()).GetProperty("descriptors");
        Assert.False(health.GetProperty("clientsAreRefused").GetBoolean());
        Assert.Equal(1, (await scenario.Emulator.MetricsAsync()).Sum(Rejected));
    }

    /// <summary>AWS does not say which status it is that no target has caused; its 503 is that of a lack of capacity.</summary>
    [Fact]
    public async Task Request_without_a_descriptor_for_its_target_is_a_503_that_is_not_the_targets_fault()
    {
        await using var scenario = await Scenario.StartAsync();
        var targets = scenario.Emulator.Services.GetRequiredService<ProcessDescriptors>().Targets;
        var bound = targets.Bound;

        targets.Bound = 0;
        Assert.Equal(503, (await scenario.ExchangeAsync(Wire.Get())).Status);

        targets.Bound = bound;
        Assert.Equal(200, (await scenario.ExchangeAsync(Wire.Get())).Status);
        var line = (await scenario.Emulator.WaitForLogLinesAsync(2))[0];
        Assert.Equal(("503", "-", "-1"), (line.ElbStatusCode, line.TargetStatusCode, line.TargetProcessingTime));
        var metrics = await scenario.Emulator.MetricsAsync();
        Assert.Equal(1, metrics.Sum("alb_httpcode_elb_503_count_total"));
        Assert.Equal(0, metrics.Sum("alb_target_connection_error_count_total"));
        Assert.Single(scenario.Target.Requests);
    }

    [Fact]
    public async Task Health_check_without_a_descriptor_is_not_made_and_says_nothing_of_its_target()
    {
        await using var stage = await HealthStage.StartAsync(check => check with { UnhealthyThreshold = 2 });
        await stage.ResultAsync(1);
        var targets = stage.Emulator.Services.GetRequiredService<ProcessDescriptors>().Targets;
        var bound = targets.Bound;

        targets.Bound = 0;
        for (var i = 1; i <= 3; i++)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(30));
            await Patience.UntilAsync("a check that is not made", () => targets.Refused == i);
        }

        targets.Bound = bound;
        await stage.CheckAgainAsync();
        Assert.Equal(2, stage.Results.Count);
        Assert.Equal("healthy", await stage.HealthAsync());
    }

    /// <summary>They are read by assemblies and from files: neither may be left to a request that finds no descriptor.</summary>
    [Fact]
    public async Task Keys_of_cookies_are_made_before_the_first_client()
    {
        await using var target = ScriptedTarget.Start();
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port);
        await using (var emulator = await HostedEmulator.StartAsync(topology))
        {
            Assert.False(Directory.Exists(emulator.Folder.File("data/keys")));
        }

        topology.TargetGroupAttribute("web", "stickiness.enabled", "true").TargetGroupAttribute("web", "stickiness.type", "lb_cookie");
        await using (var emulator = await HostedEmulator.StartAsync(topology))
        {
            Assert.NotEmpty(Directory.GetFiles(emulator.Folder.File("data/keys")));
        }
    }

    private static string IdOf(PrometheusPage metrics) => metrics.Series(Rejected).Single().Labels["load_balancer"].Split('/')[2];
}
