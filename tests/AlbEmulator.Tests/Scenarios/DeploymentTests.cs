using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Targets come and go under load, and no request is lost.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html"/>
/// </summary>
public sealed class DeploymentTests
{
    private const int Targets = 4;

    [Theory]
    [InlineData(LoadBalancingAlgorithm.RoundRobin)]
    [InlineData(LoadBalancingAlgorithm.LeastOutstandingRequests)]
    [InlineData(LoadBalancingAlgorithm.WeightedRandom)]
    public async Task Targets_that_come_and_go_lose_no_request(LoadBalancingAlgorithm algorithm)
    {
        await using var stage = await StartAsync(new() { Algorithm = algorithm });
        var load = LoadClients.Start(stage.Emulator.Port, 16);

        for (var round = 0; round < 8; round++)
        {
            var gone = round % Targets;
            var leaving = stage.Of(gone);
            await stage.RegisterAsync([.. Enumerable.Range(0, Targets).Where(number => number != gone)]);
            if (round % 2 == 0)
            {
                await Patience.UntilAsync("the target to be idle", () => leaving.Outstanding.Count == 0);
                stage.Time.Advance(TimeSpan.FromSeconds(300));
                Assert.Equal(Targets - 1, stage.Group.Described.Count);
            }

            // Drained, or still draining.
            await stage.RegisterAsync([.. Enumerable.Range(0, Targets)]);
        }

        await AssertNoneIsLostAsync(load);
    }

    [Fact]
    public async Task Rolling_deployment_loses_no_request_and_no_WebSocket()
    {
        await using var stage = await StartAsync(TargetGroupAttributes.Default);
        var load = LoadClients.Start(stage.Emulator.Port, 8);
        var ends = Array.ConvertAll(new int[Targets], _ => new TaskCompletionSource());
        for (var number = 0; number < Targets; number++)
        {
            stage[number].On("/long", Long(number, ends[number].Task)).On("/ws", WebSocket(number));
        }

        var requests = await OpenAsync(stage, Wire.Get("/long"));
        var sockets = await OpenAsync(stage, Wire.Upgrade());
        for (var number = 0; number < Targets; number++)
        {
            var leaving = stage.Of(number);
            await stage.RegisterAsync([.. Enumerable.Range(0, Targets).Where(other => other != number)]);
            stage.Time.Advance(TimeSpan.FromSeconds(299));
            Assert.True(leaving.Outstanding.Count >= 2);

            // It goes on with what it has, and ends it within the delay.
            foreach (var socket in sockets[number])
            {
                await socket.SendAsync("going on");
                Assert.Equal("going on", Encoding.Latin1.GetString(await socket.ReadExactlyAsync(8)));
                socket.HalfClose();
                Assert.Equal((Ending.Closed, ""), await socket.ReadEndingAsync());
            }

            ends[number].SetResult();
            foreach (var request in requests[number])
            {
                Assert.Equal("!", Encoding.Latin1.GetString(await request.ReadExactlyAsync(1)));
            }

            await Patience.UntilAsync("the target to be idle", () => leaving.Outstanding.Count == 0);
            stage.Time.Advance(TimeSpan.FromSeconds(1));
            await stage.RestartAsync(number, Reply.Ok("new"));
            stage[number].KeepsRequests = false;
            await stage.RegisterAsync([.. Enumerable.Range(0, Targets)]);
        }

        Assert.All(await stage.AskAsync(2 * Targets), answer => Assert.Equal("new", answer));
        await AssertNoneIsLostAsync(load);
        foreach (var client in requests.Concat(sockets).SelectMany(clients => clients))
        {
            await client.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Target_groups_that_take_turns_lose_no_request(bool areRemoved)
    {
        await using var blue = ScriptedTarget.Start();
        await using var green = ScriptedTarget.Start();
        (blue.KeepsRequests, green.KeepsRequests) = (false, false);
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), blue.Port).TargetGroup("green", green.Port));
        var both = emulator.Services.GetRequiredService<TopologyStore>().Current;
        var load = LoadClients.Start(emulator.Port, 16);

        for (var round = 1; round <= 40; round++)
        {
            var group = both.TargetGroups[round % 2];
            var forwarding = both.WithDefault(both.Forward((group.Name, 1)));
            await emulator.ChangeAsync(_ => areRemoved ? forwarding with { TargetGroups = [group] } : forwarding);
        }

        await AssertNoneIsLostAsync(load);
    }

    [Fact]
    public async Task Requests_are_sent_as_their_topology_says_while_the_protocol_version_changes()
    {
        await using var stage = await StartAsync(TargetGroupAttributes.Default);
        var load = LoadClients.Start(stage.Emulator.Port, 8);

        for (var round = 1; round <= 10; round++)
        {
            var version = round % 2 == 0 ? ProtocolVersion.Http1 : ProtocolVersion.Http2;
            await stage.ChangeAsync(group => group with { ProtocolVersion = version });
        }

        var tally = await load.StopAsync();
        Assert.DoesNotContain(tally.Unexpected, line => !line.StartsWith("HTTP/1.1 464", StringComparison.Ordinal));
    }

    private static async Task<TargetStage> StartAsync(TargetGroupAttributes attributes)
    {
        var stage = await TargetStage.StartAsync(Targets, attributes, chance: Random.Shared);
        for (var number = 0; number < Targets; number++)
        {
            stage[number].KeepsRequests = false;
        }

        return stage;
    }

    private static async Task AssertNoneIsLostAsync(LoadClients load)
    {
        var tally = await load.StopAsync();
        Assert.Empty(tally.Unexpected);
        Assert.Equal(0, tally.Broken);
        Assert.True(tally.Answered > 0);
    }

    /// <summary>Clients for each target, whose request it has taken and told its number.</summary>
    private static async Task<List<RawClient>[]> OpenAsync(TargetStage stage, string request)
    {
        var clients = Array.ConvertAll(new int[Targets], _ => new List<RawClient>());
        for (var tries = 0; clients.Any(some => some.Count == 0); tries++)
        {
            Assert.True(tries < 200, "A target got none of 200 requests.");
            var client = await stage.ConnectAsync();
            await client.SendAsync(request);
            await client.ReadUntilAsync("\r\n\r\n");
            var number = (await client.ReadExactlyAsync(1))[0] - '0';
            clients[number].Add(client);
        }

        return clients;
    }

    private static Reply Long(int number, Task end) => new(async (connection, _) =>
    {
        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{number}");
        await end.WaitAsync(connection.Ended);
        await connection.SendAsync("!");
        return true;
    });

    private static Reply WebSocket(int number) => new(async (connection, _) =>
    {
        await connection.SendAsync(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n{number}");
        while (await connection.Reader.ReadSomeAsync(connection.Ended) is { Length: > 0 } some)
        {
            await connection.SendAsync(some);
        }

        return false;
    });
}
