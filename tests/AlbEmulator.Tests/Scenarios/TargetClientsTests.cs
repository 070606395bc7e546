using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// How long connections to targets are kept while topologies come and go.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#http-connections"/>
/// </summary>
public sealed class TargetClientsTests
{
    [Fact]
    public async Task Connections_are_kept_whatever_else_changes()
    {
        await using var stage = await TargetStage.StartAsync(1);
        await stage.AskAsync(1);

        await stage.Emulator.ChangeAsync(topology => topology.WithRule(1, "/other", new RuleAction.FixedResponse(200)));
        await stage.AskAsync(1);
        await stage.ChangeAsync(group => group with { Attributes = new() { Algorithm = LoadBalancingAlgorithm.WeightedRandom } });
        await stage.AskAsync(1);
        await stage.Emulator.ChangeAsync(WithIdleTimeout(TimeSpan.FromSeconds(7)));
        await stage.AskAsync(1);

        Assert.Equal((4, 1), (stage[0].Requests.Count, stage[0].Connections));
    }

    [Fact]
    public async Task Another_idle_timeout_is_that_of_the_next_request()
    {
        await using var stage = await TargetStage.StartAsync(1);
        await stage.AskAsync(1);
        stage[0].Otherwise = Reply.Silence;

        await stage.Emulator.ChangeAsync(WithIdleTimeout(TimeSpan.FromSeconds(1)));

        AlbPage.AssertIs("504 Gateway Time-out", await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get()));
        Assert.Equal(1, stage[0].Connections);
    }

    [Fact]
    public async Task Connections_of_a_group_that_leaves_are_closed_when_its_last_request_has_ended()
    {
        using var step = new SemaphoreSlim(0);
        await using var stage = await TargetStage.StartAsync(1);
        stage[0].On("/long", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nla", "te"));
        await using var client = await stage.ConnectAsync();
        await client.SendAsync(Wire.Get("/long"));
        await stage[0].WaitForRequestsAsync(1);
        await stage.AskAsync(1);

        await stage.Emulator.ChangeAsync(WithoutGroup);

        Assert.Equal(2, stage[0].OpenConnections);
        step.Release(2);
        Assert.Equal("late", (await client.ReadResponseAsync()).Text);
        await Patience.UntilAsync("connections to be closed", () => stage[0].OpenConnections == 0);
    }

    [Fact]
    public async Task Request_that_comes_late_with_a_topology_before_gets_its_answer()
    {
        await using var stage = await TargetStage.StartAsync(1);
        await stage.AskAsync(1);
        var current = stage.Emulator.Services.GetRequiredService<CurrentSnapshot>();
        var before = current.Value;
        await stage.Emulator.ChangeAsync(WithoutGroup);
        await Patience.UntilAsync("connections to be closed", () => stage[0].OpenConnections == 0);

        current.Value = before;

        Assert.Equal(["0", "0"], await stage.AskAsync(2));
        await Patience.UntilAsync("connections to be closed again", () => stage[0].OpenConnections == 0);
    }

    [Fact]
    public async Task Connections_of_another_policy_are_closed_when_their_last_request_has_ended()
    {
        using var step = new SemaphoreSlim(0);
        await using var target = ScriptedTarget.Start();
        await using var front = TlsFront.Start(target.Port);
        target.On("/long", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nla", "te"));
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), front.Port).Https()
                .Property("web", "Protocol", "HTTPS").Property("web", "HealthCheckProtocol", "HTTPS"));
        await using var client = await RawClient.ConnectTlsAsync(emulator.Port);
        await client.SendAsync(Wire.Get("/long"));
        await target.WaitForRequestsAsync(1);

        await emulator.ChangeAsync(topology => topology.With(listener => listener with
        {
            SslPolicy = SslPolicies.Find("ELBSecurityPolicy-TLS13-1-2-Res-2021-06")!,
        }));

        await using var other = await RawClient.ConnectTlsAsync(emulator.Port);
        Assert.Equal("ok", (await other.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal(2, target.OpenConnections);
        step.Release(2);
        Assert.Equal("late", (await client.ReadResponseAsync()).Text);
        await Patience.UntilAsync("the connection of before to be closed", () => target.OpenConnections == 1);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get())).Text);
        Assert.Equal((2, 1), (target.Connections, target.OpenConnections));
    }

    [Fact]
    public async Task Groups_that_come_and_go_lose_no_request()
    {
        await using var stage = await TargetStage.StartAsync(2, chance: Random.Shared);
        var with = stage.Emulator.Services.GetRequiredService<TopologyStore>().Current;
        var load = LoadClients.Start(stage.Emulator.Port, 8);
        await Patience.UntilAsync("the load to reach a target", () => stage[0].Requests.Count > 0);

        for (var round = 0; round < 20; round++)
        {
            await stage.Emulator.ChangeAsync(WithoutGroup);
            await stage.Emulator.ChangeAsync(_ => with);
        }

        var tally = await load.StopAsync();
        Assert.Equal(0, tally.Broken);
        Assert.Empty(tally.Unexpected);
        Assert.True(stage[0].Requests.Count > 0);
    }

    private static Topology WithoutGroup(Topology topology) =>
        topology.WithDefault(new RuleAction.FixedResponse(200)) with { TargetGroups = [] };

    private static Func<Topology, Topology> WithIdleTimeout(TimeSpan idleTimeout) => topology =>
    {
        var loadBalancer = Assert.Single(topology.LoadBalancers);
        return topology with
        {
            LoadBalancers =
            [
                loadBalancer with { Attributes = loadBalancer.Attributes with { IdleTimeout = idleTimeout } },
            ],
        };
    };
}
