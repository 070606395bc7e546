using System.Net;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay"/>
/// </summary>
public sealed class DeregistrationTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(300);

    [Fact]
    public async Task Draining_target_gets_no_request_and_shows_draining_until_the_delay_has_passed()
    {
        await using var stage = await TargetStage.StartAsync(2);
        await stage.AskAsync(4);

        await stage.RegisterAsync(1);

        Assert.Equal(["1", "1", "1", "1"], await stage.AskAsync(4));
        Assert.Equal(TargetHealth.DeregistrationInProgress, stage.Of(0).Health);
        stage.Time.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.Equal(2, stage.Group.Described.Count);
        Assert.Equal(1, stage[0].OpenConnections);

        stage.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(stage[1].Address, Assert.Single(stage.Group.Described).Name);
        await Patience.UntilAsync("the idle connection to be closed", () => stage[0].OpenConnections == 0);
        Assert.Equal(1, stage[1].OpenConnections);
    }

    [Fact]
    public async Task Target_that_is_registered_again_before_it_has_drained_has_its_connections_still()
    {
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        await stage.AskAsync(1);
        await stage.RegisterAsync(1);

        await stage.RegisterAsync(0);

        Assert.Equal(["0"], await stage.AskAsync(1));
        Assert.Equal((1, 2), (stage[0].Connections, stage[0].Requests.Count));
    }

    [Fact]
    public async Task Request_that_is_under_way_goes_on_within_the_delay()
    {
        using var step = new SemaphoreSlim(0);
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        await using var client = await SendToFirstAsync(stage, Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nla", "te"));
        await stage.RegisterAsync(1);
        Assert.Equal(1, stage.Of(0).Outstanding.Count);

        stage.Time.Advance(Delay - TimeSpan.FromTicks(1));
        step.Release(2);

        Assert.Equal("late", (await client.ReadResponseAsync()).Text);
        Assert.Equal(stage[0].Address, (await stage.Emulator.WaitForLogLinesAsync(1))[0].TargetPortList);
        Assert.Equal("1", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_without_an_answer_is_502_when_the_delay_has_passed_and_goes_to_no_other(bool isReused)
    {
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        if (isReused)
        {
            await stage.AskAsync(1);
        }

        var before = isReused ? 1 : 0;
        await using var client = await SendToFirstAsync(stage, Reply.Silence);
        await stage.RegisterAsync(1);

        stage.Time.Advance(Delay);

        AlbPage.AssertIs("502 Bad Gateway", await client.ReadResponseAsync());
        Assert.Equal(before + 1, stage[0].Requests.Count);
        Assert.Equal(1, stage[0].Connections);
        Assert.Empty(stage[1].Requests);
        var line = (await stage.Emulator.WaitForLogLinesAsync(before + 1))[^1];
        Assert.Equal(
            ("502", "-", stage[0].Address),
            (line.ElbStatusCode, line.TargetStatusCode, line.TargetPortList));
        Assert.NotEqual("-1", line.RequestProcessingTime);
        Assert.NotEqual("-1", line.TargetProcessingTime);
    }

    [Fact]
    public async Task Answer_that_is_under_way_is_broken_off_when_the_delay_has_passed()
    {
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        // Its end would be told by the close of the connection, which must not pass for it.
        await using var client = await SendToFirstAsync(stage, Reply.BytesThenSilence("HTTP/1.1 200 OK\r\n\r\nonly this"));
        await client.ReadUntilAsync("only this");
        await stage.RegisterAsync(1);

        stage.Time.Advance(Delay);

        var (_, rest) = await client.ReadEndingAsync();
        Assert.DoesNotContain("0\r\n\r\n", rest, StringComparison.Ordinal);
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("200", "200", stage[0].Address), (line.ElbStatusCode, line.TargetStatusCode, line.TargetPortList));
    }

    [Fact]
    public async Task Target_that_has_not_answered_when_the_delay_has_passed_hears_of_a_reset_and_no_end()
    {
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        await using var client = await SendToFirstAsync(stage, Reply.Silence);
        await stage.RegisterAsync(1);

        stage.Time.Advance(Delay);

        await Patience.UntilAsync("the target to hear", () => stage[0].OpenConnections == 0);
        var heard = Assert.IsType<SocketException>(Assert.Single(stage[0].Failures).GetBaseException());
        Assert.Equal(SocketError.ConnectionReset, heard.SocketErrorCode);
    }

    [Fact]
    public async Task WebSocket_goes_on_until_the_delay_has_passed()
    {
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        stage[0].On("/ws", Reply.WebSocketEcho);
        await using var client = await stage.ConnectAsync();
        Assert.Equal(101, (await client.ExchangeAsync(Wire.Upgrade())).Status);
        await stage.RegisterAsync(1);
        stage.Time.Advance(Delay - TimeSpan.FromTicks(1));
        await client.SendAsync("still there");
        Assert.Equal("still there", Encoding.Latin1.GetString(await client.ReadExactlyAsync(11)));

        stage.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        await Patience.UntilAsync("the target to be let go", () => stage[0].OpenConnections == 0);
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("ws", "101", "101"), (line.Type, line.ElbStatusCode, line.TargetStatusCode));
    }

    [Fact]
    public async Task Without_a_delay_connections_are_closed_at_once()
    {
        await using var stage = await TargetStage.StartAsync(2, new() { DeregistrationDelay = TimeSpan.Zero }, registered: 1);
        await using var client = await SendToFirstAsync(stage, Reply.Silence);

        await stage.RegisterAsync(1);

        Assert.Equal(502, (await client.ReadResponseAsync()).Status);
        Assert.Single(stage.Group.Described);
    }

    [Fact]
    public async Task Target_that_is_registered_again_is_a_new_one_whose_requests_are_not_cut()
    {
        using var step = new SemaphoreSlim(0);
        await using var stage = await TargetStage.StartAsync(2, registered: 1);
        await using var client = await SendToFirstAsync(stage, Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate"));
        var before = stage.Of(0);
        await stage.RegisterAsync(1);
        stage.Time.Advance(TimeSpan.FromSeconds(299));

        await stage.RegisterAsync(0, 1);

        Assert.NotSame(before, stage.Of(0));
        Assert.NotEqual(TargetHealthState.Draining, stage.Of(0).Health.State);
        Assert.Equal(1, stage.Of(0).Outstanding.Count);
        stage.Time.Advance(2 * Delay);
        step.Release();
        Assert.Equal("late", (await client.ReadResponseAsync()).Text);
        await Patience.UntilAsync("the request to be over", () => stage.Of(0).Outstanding.Count == 0);
    }

    [Fact]
    public async Task Target_that_comes_back_after_its_connections_were_closed_loses_no_request()
    {
        await using var stage = await TargetStage.StartAsync(1);

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(["0", "0"], await stage.AskAsync(2));
            await stage.RegisterAsync();
            Assert.Equal(503, (await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get())).Status);
            stage.Time.Advance(Delay);
            await stage.RegisterAsync(0);
        }

        Assert.Equal(["0", "0"], await stage.AskAsync(2));
    }

    [Fact]
    public async Task Group_that_leaves_the_topology_drains_like_its_targets()
    {
        await using var stage = await TargetStage.StartAsync(1);
        await using var client = await SendToFirstAsync(stage, Reply.Silence);
        var group = stage.Group;
        await stage.Emulator.ChangeAsync(topology => topology
            .WithDefault(new RuleAction.FixedResponse(200)) with
        {
            TargetGroups = [],
        });
        await Patience.UntilAsync("the group to be let go", () => group.Registered.Count == 0 && group.Described.Count == 1);
        stage.Time.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.Equal(1, stage[0].OpenConnections);

        stage.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(502, (await client.ReadResponseAsync()).Status);
        Assert.Empty(stage.Registry.Gone);
    }

    [Fact]
    public async Task Emulator_that_stops_does_not_wait_for_the_delay()
    {
        var stage = await TargetStage.StartAsync(2);
        await stage.RegisterAsync(1);

        await stage.DisposeAsync();

        Assert.Equal(0, stage.Time.TimerCount);
    }

    [Fact]
    public async Task Addresses_of_a_host_name_that_come_are_registered_and_those_that_go_are_drained()
    {
        await using var target = ScriptedTarget.Start();
        string[] addresses = ["127.0.0.1", "127.0.0.2"];
        var names = new HostNames(
            (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)),
            TimeProvider.System,
            NullLogger<HostNames>.Instance);
        await using var emulator = await HostedEmulator.StartAsync(
            $$"""
            {
              "LoadBalancers": [{ "Listeners": [
                { "Port": {{FreePorts.Take()}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] }] }],
              "TargetGroups": [{ "Name": "web", "Targets": [{ "Id": "orders", "Port": {{target.Port}} }] }],
            }
            """,
            services => services.AddSingleton(names));
        var group = emulator.Services.GetRequiredService<TargetRegistry>().Groups.Single();
        Assert.Equal(["127.0.0.1", "127.0.0.2"], Ips(group.Registered));

        addresses = ["127.0.0.1"];
        await names.LookupAgainAsync(default);
        await Patience.UntilAsync("the address to drain", () => group.Described is [_, { Health.State: TargetHealthState.Draining }]);
        Assert.Equal(["127.0.0.1"], Ips(group.Registered));
        for (var request = 0; request < 4; request++)
        {
            Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
        }

        addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
        await names.LookupAgainAsync(default);
        await Patience.UntilAsync("the addresses to be registered", () => group.Registered.Count == 3);
        Assert.Equal(["127.0.0.1", "127.0.0.2", "127.0.0.3"], Ips(group.Described));
    }

    private static IEnumerable<string> Ips(IEnumerable<RegisteredTarget> targets) =>
        targets.Select(target => $"{target.Address.EndPoint!.Address}");

    /// <summary>A client whose request has come to target 0, which replies so.</summary>
    private static async Task<RawClient> SendToFirstAsync(TargetStage stage, Reply reply)
    {
        stage[0].On("/held", reply);
        var before = stage[0].Requests.Count;
        var client = await stage.ConnectAsync();
        await client.SendAsync(Wire.Get("/held"));
        await stage[0].WaitForRequestsAsync(before + 1);
        return client;
    }
}
