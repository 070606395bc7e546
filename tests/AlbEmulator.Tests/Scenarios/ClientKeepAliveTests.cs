using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// How long, and for how many requests, a client may keep its connection.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#http-client-keep-alive-duration"/>
/// </summary>
public sealed class ClientKeepAliveTests
{
    private const string Attribute = "client_keep_alive.seconds";
    private const int GoAway = 7;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_serves_one_more_request_when_its_time_is_over(bool isAnsweredByTarget)
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(time, target.Port);
        if (!isAnsweredByTarget)
        {
            await emulator.ChangeAsync(topology => topology.WithDefault(new RuleAction.FixedResponse(200)));
        }

        await using var client = await RawClient.ConnectAsync(emulator.Port);
        Assert.Equal("keep-alive", (await client.ExchangeAsync(Wire.Get())).Header("Connection"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("keep-alive", (await client.ExchangeAsync(Wire.Get())).Header("Connection"));
        time.Advance(TimeSpan.FromSeconds(1));

        var last = await client.ExchangeAsync(Wire.Get());

        Assert.Equal((200, "close"), (last.Status, last.Header("Connection")));
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
        Assert.All(await emulator.WaitForLogLinesAsync(3, time), line => Assert.Equal("200", line.ElbStatusCode));
    }

    [Fact]
    public async Task Time_is_that_of_the_moment_in_which_the_client_connected()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(time, target.Port);
        await using var before = await RawClient.ConnectAsync(emulator.Port);
        Assert.Equal(200, (await before.ExchangeAsync(Wire.Get())).Status);
        await emulator.ChangeAsync(topology => topology with
        {
            LoadBalancers =
            [
                .. topology.LoadBalancers.Select(loadBalancer => loadBalancer with
                {
                    Attributes = loadBalancer.Attributes with { ClientKeepAlive = TimeSpan.FromSeconds(600) },
                }),
            ],
        });
        await using var after = await RawClient.ConnectAsync(emulator.Port);
        Assert.Equal(200, (await after.ExchangeAsync(Wire.Get())).Status);
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("close", (await before.ExchangeAsync(Wire.Get())).Header("Connection"));
        Assert.Equal("keep-alive", (await after.ExchangeAsync(Wire.Get())).Header("Connection"));
    }

    [Fact]
    public async Task Http_2_says_goodbye_and_answers_what_is_under_way()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(time, target.Port, isHttps: true);
        await using var client = await Http2RawClient.ConnectAsync(emulator.Port);
        await client.GetAsync("/first");
        await target.WaitForRequestsAsync(1);
        time.Advance(TimeSpan.FromSeconds(60));

        var last = await client.GetAsync("/last");
        var frames = await client.ReadToEndAsync();

        Assert.Contains(frames, frame => frame.Type == GoAway);
        Assert.Contains(frames, frame => frame is { Type: 0, Length: 2 } && frame.StreamId == last);
        Assert.All(await emulator.WaitForLogLinesAsync(2, time), line => Assert.Equal("200", line.ElbStatusCode));
    }

    [Fact]
    public async Task Http_2_connection_serves_10000_requests()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(new RuleAction.FixedResponse(200)));
        using var client = scenario.Http2();

        // One connection from the start: a second one is not opened while the first has room.
        (await client.GetAsync("/")).Dispose();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async worker =>
        {
            for (var request = 0; request < (worker == 0 ? 198 : 200); request++)
            {
                (await client.GetAsync("/")).Dispose();
            }
        }));
        (await client.GetAsync("/last")).Dispose();
        (await client.GetAsync("/other")).Dispose();

        var lines = await scenario.Emulator.WaitForLogLinesAsync(10_001);
        var byConnection = lines.GroupBy(line => line.ConnTraceId).Select(lines => lines.ToArray()).ToArray();
        Assert.Equal([1, 10_000], byConnection.Select(lines => lines.Length).Order());
        Assert.EndsWith("/other", byConnection.MinBy(lines => lines.Length)![0].RequestUrl, StringComparison.Ordinal);
    }

    private static Task<HostedEmulator> StartAsync(ManualTime time, int targetPort, bool isHttps = false)
    {
        // No other timer fires meanwhile.
        var topology = TopologyBuilder.Simple(FreePorts.Take(), targetPort)
            .Attribute(Attribute, "60").IdleTimeout(4000).HealthCheck("web", intervalSeconds: 300);
        return HostedEmulator.StartAsync(
            isHttps ? topology.Https() : topology, services => services.AddSingleton<TimeProvider>(time));
    }
}
