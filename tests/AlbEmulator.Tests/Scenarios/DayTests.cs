using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// A day that passes while the clock is turned: what comes with clients, WebSockets, targets that fail and things that are
/// made and deleted by the API goes with them.
/// </summary>
public sealed partial class DayTests : EndedTests
{
    private const int MostLooks = 100;

    private static readonly int Hours = TestLength.Of(1, whole: 24);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly ManualTime _time = new();
    private readonly ScriptedTarget _target = ScriptedTarget.Start().On("/ws", Reply.WebSocketEcho).On("/close", Reply.Close);
    private readonly int _securePort = FreePorts.Take();
    private int _requests;

    public override ValueTask DisposeAsync() => _target.DisposeAsync();

    [Fact]
    public async Task A_day_leaves_nothing_behind()
    {
        _target.KeepsRequests = false;
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), _target.Port)
                .HttpsListener(_securePort, "web")
                .Attribute("access_logs.s3.enabled", "true")
                .Attribute("access_logs.s3.bucket", "my-logs")
                .TargetGroupAttribute("web", "stickiness.enabled", "true"),
            services => services.AddSingleton<TimeProvider>(_time));
        using var api = new ElbV2Client(emulator.Control);

        await PassAsync(emulator, api, Hours / 4.0);
        var before = await SettleAsync(emulator);
        await PassAsync(emulator, api, Hours * 3 / 4.0);

        // What is on its way out, such as a timer of a drain or a file that is being replaced, is given time.
        var after = await SettleAsync(emulator);
        for (var look = 0; after != before && look < MostLooks; look++)
        {
            after = await SettleAsync(emulator);
        }

        Assert.Equal(before, after);
        await emulator.WaitForLogLinesAsync(_requests);
    }

    private async Task PassAsync(HostedEmulator emulator, ElbV2Client api, double hours)
    {
        for (var step = 0; step < hours * 12; step++)
        {
            await using var socket = await RawClient.ConnectAsync(emulator.Port);
            Assert.Equal(101, (await socket.ExchangeAsync(Wire.Upgrade())).Status);
            await using var client = await RawClient.ConnectAsync(emulator.Port);
            Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
            Assert.Equal(502, (await client.ExchangeAsync(Wire.Get("/close"))).Status);
            using var http2 = new Http2Client(_securePort);
            Assert.Equal("ok", await http2.GetStringAsync("/"));
            _requests += 4;
            if (step % 6 == 0)
            {
                await ChangeAsync(api);
            }

            _time.Advance(Step);
        }
    }

    /// <summary>A load balancer comes, has a request and goes.</summary>
    private async Task ChangeAsync(ElbV2Client api)
    {
        var port = FreePorts.Take();
        var loadBalancer = await api.CreateLoadBalancerAsync("passing");
        var group = await api.CreateTargetGroupAsync("passing", _target.Port);
        await api.RegisterAsync(group, "127.0.0.1", _target.Port);
        var listener = await api.CreateListenerAsync(loadBalancer, port, group);
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
        _requests++;
        await api.DoAsync("DeleteListener", ("ListenerArn", listener));
        await api.DoAsync("DeleteTargetGroup", ("TargetGroupArn", group));
        await api.DoAsync("DeleteLoadBalancer", ("LoadBalancerArn", loadBalancer));
    }

    /// <summary>What is held, twice the same, once all that the clock closes is closed, and what is to be delivered is.</summary>
    private async Task<Held> SettleAsync(HostedEmulator emulator)
    {
        Held? last = null;
        return await Patience.UntilAsync("connections to close and logs to be delivered", async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var (before, now) = (last, await HeldAsync(emulator));
            last = now;
            return now is { Connections: 0, PendingFiles: 0 } && now == before ? now : null;
        });
    }

    private async Task<Held> HeldAsync(HostedEmulator emulator)
    {
        var metrics = await emulator.MetricsAsync();
        var delivery = (await emulator.HealthAsync()).GetProperty("logDelivery");
        return new Held(
            _time.TimerCount,
            metrics.Sum("alb_emulator_open_connections", "side", "client"),
            metrics.Types.Keys.Sum(name => metrics.Series(name).Count()),
            delivery.GetProperty("pendingFiles").GetInt32(),
            string.Join(' ', Directory.GetFiles(emulator.Folder.File("data"), "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("my-logs/AWSLogs", StringComparison.Ordinal))
                .Select(file => Number().Replace(Path.GetRelativePath(emulator.Folder.File("data"), file), "N"))
                .Order(StringComparer.Ordinal)));
    }

    /// <summary>What there is of things that come and go.</summary>
    private sealed record Held(int Timers, double Connections, int Series, int PendingFiles, string Files);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
