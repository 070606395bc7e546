using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Behind the emulator stand three servers of others, each of which reads in its own way: node, nginx and Python. Whatever
/// clients send, one request in is one request out.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ForeignTargetsTests
{
    private static readonly int Count = TestLength.Of(1_000, whole: 10_000, most: 100_000);
    private static readonly int WarmUp = Count / 5;

    /// <summary>What a leak of 10 KB a request would exceed, at the length of CI.</summary>
    private const long MemoryMargin = 80_000_000;

    [Theory]
    [InlineData("defensive")]
    [InlineData("monitor")]
    public async Task No_request_becomes_two_and_none_has_anything_of_another(string mode)
    {
        if (!Programs.Have(TellingTarget.All) || !HasAddresses())
        {
            return;
        }

        await using var node = await TellingTarget.StartAsync("node");
        await using var nginx = await TellingTarget.StartAsync("nginx");
        await using var python = await TellingTarget.StartAsync("python3");
        TellingTarget[] targets = [node, nginx, python];
        var ports = FreePorts.Take(targets.Length);
        await using var emulator = await EmulatorProcess.StartAsync(Topology(targets, ports, mode));
        var clients = new HostileClients(ports);

        await clients.SendAsync(0, WarmUp);
        var before = emulator.WorkingSet;
        await clients.SendAsync(WarmUp, Count - WarmUp);

        Assert.True(clients.Failures.Count == 0, string.Join('\n', clients.Failures.Take(5)));
        Assert.True(emulator.IsRunning);
        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        Assert.Equal(Count, clients.Heard.Count);

        // What it has logged is whole when it has ended.
        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());
        var requests = new ForwardedRequests(emulator.AccessLogPath);
        foreach (var target in targets)
        {
            requests.Understood(target);
        }

        foreach (var (client, heard) in clients.Heard)
        {
            requests.Answered(client, heard);
        }

        Assert.True(requests.Problems.Count == 0, $"{requests.Problems.Count}:\n{string.Join('\n', requests.Problems.Take(20))}");
        Assert.InRange(requests.Count, Count, int.MaxValue);
    }

    private static TopologyBuilder Topology(TellingTarget[] targets, int[] ports, string mode)
    {
        var topology = new TopologyBuilder().Attribute("routing.http.desync_mitigation_mode", mode);
        foreach (var (target, port) in targets.Zip(ports))
        {
            topology.Listener(port, target.Program).TargetGroup(target.Program, target.Port).HealthCheck(target.Program, path: "/healthy");
        }

        return topology;
    }

    /// <summary>Whether all of 127.0.0.0/8 is this machine.</summary>
    private static bool HasAddresses() =>
        OperatingSystem.IsLinux() || Programs.Lack("Only Linux takes all of 127.0.0.0/8 for itself.");
}
