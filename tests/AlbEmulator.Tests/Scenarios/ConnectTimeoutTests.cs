using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues"/>
/// </summary>
public sealed class ConnectTimeoutTests
{
    [Fact]
    public async Task Target_that_does_not_accept_is_504_after_ten_seconds_and_has_no_times()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Elsewhere a full backlog refuses instead of keeping quiet.
            return;
        }

        using var full = new FullBacklog();
        var time = new ManualTime();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), full.Port),
            services => services.AddSingleton(new TargetConnector(time, new TargetConnections(), ProcessDescriptors.Unlimited)));

        var exchange = RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        await Patience.UntilAsync("the connection to be tried", () => time.TimerCount > 0);
        time.Advance(TargetConnector.Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(exchange.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(504, (await exchange).Status);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal($"127.0.0.1:{full.Port}", line.TargetPortList);
        Assert.Equal(
            ("504", "-", "-1", "-1", "-1"),
            (line.ElbStatusCode, line.TargetStatusCode,
                line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime));
        Assert.Equal(
            ("target-connect-timeout", $"target 127.0.0.1:{full.Port} did not take a connection within 10 s, the load balancer's connect timeout"),
            await new JournalClient(emulator).CauseAsync());
    }
}
