using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What metrics say of now, and how long they go on. A choice: with one zone the metrics of zones are 1 or 0; targets
/// whose health is not checked are counted as neither healthy nor unhealthy.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"/>
/// </summary>
public sealed class MetricGaugesTests
{
    [Fact]
    public async Task Hosts_are_those_of_target_health()
    {
        await using var stage = await TargetStage.StartAsync(3);
        await AssertHostsAsync(stage, healthy: 3, unhealthy: 0, enough: 1);

        stage.Report(TargetHealth.FailedHealthChecks, 0);
        await AssertHostsAsync(stage, healthy: 2, unhealthy: 1, enough: 1);

        // A target that leaves is healthy no more, and not unhealthy either.
        await stage.RegisterAsync(1);
        await AssertHostsAsync(stage, healthy: 1, unhealthy: 0, enough: 1);

        stage.Report(TargetHealth.FailedHealthChecks, 1);
        await AssertHostsAsync(stage, healthy: 0, unhealthy: 1, enough: 0);
        await stage.AskAsync(2);
        Assert.Equal(2, (await stage.Emulator.MetricsAsync()).Sum("alb_unhealthy_routing_request_count_total"));
    }

    [Fact]
    public async Task Thresholds_of_dns_and_of_routing_are_two()
    {
        await using var stage = await TargetStage.StartAsync(
            2, TargetGroupAttributes.Default with { DnsMinimumHealthyTargets = 2, MinimumHealthyTargets = 1 });

        stage.Report(TargetHealth.FailedHealthChecks, 0);

        var page = await stage.Emulator.MetricsAsync();
        Assert.Equal((0, 1), (page.Sum("alb_healthy_state_dns"), page.Sum("alb_unhealthy_state_dns")));
        Assert.Equal((1, 0), (page.Sum("alb_healthy_state_routing"), page.Sum("alb_unhealthy_state_routing")));
    }

    [Fact]
    public async Task Anomalous_and_mitigated_hosts_are_counted()
    {
        await using var stage = await TargetStage.StartAsync(3);

        stage.Of(0).AnomalyDetection = new AnomalyDetection(AnomalyResult.Anomalous, MitigationInEffect: true);
        stage.Of(1).AnomalyDetection = new AnomalyDetection(AnomalyResult.Anomalous, MitigationInEffect: false);

        var page = await stage.Emulator.MetricsAsync();
        Assert.Equal((2, 1), (page.Sum("alb_anomalous_host_count"), page.Sum("alb_mitigated_host_count")));
    }

    [Fact]
    public async Task Requests_are_divided_by_the_targets_that_are_healthy()
    {
        await using var stage = await TargetStage.StartAsync(3);
        await stage.AskAsync(3);
        stage.Report(TargetHealth.FailedHealthChecks, 0);
        await stage.AskAsync(4);

        Assert.Equal(1 + 2, (await stage.Emulator.MetricsAsync()).Sum("alb_request_count_per_target_total"), 9);
    }

    [Fact]
    public async Task Without_an_access_log_requests_count_all_the_same()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https(), ("Alb:AccessLog", ""));
        using var client = new Http2Client(emulator.Port);
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();

        var page = await Patience.UntilAsync("the request to end", async () =>
            await emulator.MetricsAsync() is var now && now.Sum("alb_processed_bytes_total") > 0 ? now : null);

        Assert.Equal((1, 1), (page.Sum("alb_request_count_total"), page.Sum("alb_httpcode_target_2xx_count_total")));
    }

    [Fact]
    public async Task Header_that_the_load_balancer_itself_names_badly_is_no_invalid_one()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology
            .Attribute("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true")
            .ListenerAttribute("routing.http.request.x_amzn_tls_version.header_name", "tls_version"));
        using var client = scenario.Http2();
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
        await scenario.LineAsync();

        Assert.NotNull(scenario.Target.Request.Header("tls_version"));
        Assert.Equal(0, (await scenario.Emulator.MetricsAsync()).Sum("alb_forwarded_invalid_header_request_count_total"));
    }

    [Fact]
    public async Task Connections_of_both_sides_are_active()
    {
        await using var scenario = await Scenario.StartAsync();
        await using (var client = await scenario.ConnectAsync())
        {
            await client.ExchangeAsync(Wire.Get());

            var page = await scenario.Emulator.MetricsAsync();
            Assert.Equal((2, 2), (page.Sum("alb_active_connection_count"), page.Sum("alb_new_connection_count_total")));
        }

        await Patience.UntilAsync("the client to be gone", async () =>
            (await scenario.Emulator.MetricsAsync()).Sum("alb_active_connection_count") == 1 ? scenario : null);
    }

    [Fact]
    public async Task Counters_go_on_over_a_reload_which_counts_itself()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.ExchangeAsync(Wire.Get());
        await scenario.Emulator.RewriteTopologyAsync(
            TopologyBuilder.Simple(scenario.Port, scenario.Target.Port).TargetGroup("other"));
        await scenario.ExchangeAsync(Wire.Get());
        await scenario.Emulator.WaitForLogLinesAsync(2);

        Assert.Equal(2, (await scenario.Emulator.MetricsAsync()).Sum("alb_request_count_total"));
        scenario.Emulator.WriteTopology("{");
        var page = await Patience.UntilAsync("the refusal", async () =>
            await scenario.Emulator.MetricsAsync() is var now
            && now["alb_emulator_topology_reloads_total", ("result", "refused")] > 0
                ? now
                : null);
        Assert.Equal(1, page["alb_emulator_topology_reloads_total", ("result", "good")]);
        Assert.True(page["alb_emulator_health_checks_total"] > 0);
        Assert.Single(page.Series("alb_emulator_build_info"));
    }

    [Fact]
    public async Task What_is_removed_disappears_once_it_has_drained()
    {
        await using var stage = await TargetStage.StartAsync(1);
        await using (var client = await stage.ConnectAsync())
        {
            await client.ExchangeAsync(Wire.Get());
            await stage.Emulator.ChangeAsync(topology => topology with { LoadBalancers = [], TargetGroups = [] });

            Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_request_count_total"));
            // Its targets are not told of any more.
            Assert.Empty((await stage.Emulator.MetricsAsync()).Series("alb_healthy_host_count"));

            await Patience.UntilAsync("the group to drain", () => stage.Registry.Gone.Any());
            stage.Time.Advance(TargetGroupAttributes.Default.DeregistrationDelay);
            Assert.Empty((await stage.Emulator.MetricsAsync()).Series("alb_request_count_total"));
        }

        await Patience.UntilAsync("the load balancer to go", async () =>
            (await stage.Emulator.MetricsAsync()).Types.ContainsKey("alb_new_connection_count_total") ? null : stage);
    }

    private static async Task AssertHostsAsync(TargetStage stage, int healthy, int unhealthy, int enough)
    {
        var states = (await stage.Emulator.TargetHealthAsync("web"))
            .Select(target => target.GetProperty("TargetHealth").GetProperty("State").GetString())
            .ToArray();
        var page = await stage.Emulator.MetricsAsync();

        Assert.Equal((healthy, unhealthy), (states.Count(state => state == "healthy"), states.Count(state => state == "unhealthy")));
        Assert.Equal((healthy, unhealthy), (page.Sum("alb_healthy_host_count"), page.Sum("alb_unhealthy_host_count")));
        Assert.Equal((enough, 1 - enough), (page.Sum("alb_healthy_state_routing"), page.Sum("alb_unhealthy_state_routing")));
        Assert.Equal((enough, 1 - enough), (page.Sum("alb_healthy_state_dns"), page.Sum("alb_unhealthy_state_dns")));
    }
}
