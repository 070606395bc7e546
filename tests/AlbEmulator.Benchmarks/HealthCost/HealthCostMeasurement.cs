using System.Diagnostics;
using System.Net;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Reports;
using AlbEmulator.Descriptors;
using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Benchmarks.HealthCost;

/// <summary>CPU time of health checks: this process makes them, another one is the targets.</summary>
internal static class HealthCostMeasurement
{
    private const int TargetsOfAGroup = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task<int> Run(int count, double interval, int seconds, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        // As `alb run` does.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var stage = new Stage();
        var port = LoopbackPort.Free();
        var targets = new ProgramCommand(Environment.ProcessPath!, "health-targets", "--port", $"{port}", "--targets", $"{count}");
        await FirstAnswer.Wait(stage.Start(targets), port, "the targets", cancelled);

        var topology = Topology(count, port, TimeSpan.FromSeconds(interval));
        var registry = new TargetRegistry();
        using var checks = new HealthChecks(
            registry, new TargetStates(NullLogger<TargetStates>.Instance), TimeProvider.System, ProcessDescriptors.Unlimited);
        registry.Register(topology, (id, _) => [IPAddress.Parse(id)], HealthChecks.FirstHealth(topology));
        var start = Stopwatch.GetTimestamp();
        await checks.Begin(topology);
        var first = Stopwatch.GetElapsedTime(start);
        await Task.Delay(WarmUp, cancelled);

        using var self = Process.GetCurrentProcess();
        var (made, cpu, began) = (checks.Count, self.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancelled);
        self.Refresh();
        var (passed, used) = (Stopwatch.GetElapsedTime(began), self.TotalProcessorTime - cpu);
        made = checks.Count - made;
        var healthy = registry.Groups.Sum(group => group.Registered.Count(target => target.Health == TargetHealth.Healthy));

        var table = new Table("targets", "interval s", "healthy", "first checks ms", "checks/s", "CPU µs/check", "CPU % of a core");
        table.Add(
            $"{count}", $"{interval}", $"{healthy}", $"{first.TotalMilliseconds:F0}", $"{made / passed.TotalSeconds:F0}",
            $"{used.TotalMicroseconds / made:F0}", $"{used / passed * 100:F1}");
        table.Print(Console.Out);
        return healthy == count ? 0 : 1;
    }

    private static Topology Topology(int count, int port, TimeSpan interval)
    {
        var groups = HealthTargets.Addresses(count)
            .Chunk(TargetsOfAGroup)
            .Select((addresses, number) => new TargetGroup
            {
                Name = $"group-{number}",
                Arn = $"group-{number}",
                Targets = [.. addresses.Select(address => new Target($"{address}", port))],
                HealthCheck = HealthCheck.Default with { Interval = interval, Timeout = interval * 0.8 },
            })
            .ToArray();
        var listener = new Listener
        {
            Arn = "listener",
            Port = 80,
            Protocol = ListenerProtocol.Http,
            DefaultActions = [new RuleAction.Forward([.. groups.Select(group => new WeightedTargetGroup(group.Arn))])],
        };
        var loadBalancer = new LoadBalancer
        {
            Name = "demo",
            Arn = "demo",
            DnsName = "demo",
            BindAddresses = [IPAddress.Loopback],
            Listeners = [listener],
        };
        return new Topology([loadBalancer], groups);
    }
}
