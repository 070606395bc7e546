using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary><c>alb check [FILE…]</c>: reads and validates, prints every problem, starts nothing.</summary>
public static class CheckCommand
{
    private const int Right = 0;
    private const int Wrong = 2;

    /// <returns>The exit code.</returns>
    public static int Run(AlbSettings settings, IReadOnlyList<string> files, TextWriter output)
    {
        var topologyFiles = new TopologyFiles(settings, Environment.GetEnvironmentVariable);
        var located = topologyFiles.Locate(files);
        var reading = topologyFiles.Read(located);
        ReadingWords.Tell(reading, output);
        if (reading.Problems.Count > 0)
        {
            return Wrong;
        }

        var topology = reading.Topology;
        foreach (var note in HostPorts.Notes(topology, settings.IgnoreHostPort))
        {
            output.WriteLine($"note: {note}");
        }

        foreach (var unused in PortMap.Unused(settings, topology))
        {
            output.WriteLine($"note: settings: Alb:PortMap:{unused}: these files have no such listener");
        }

        foreach (var loadBalancer in topology.LoadBalancers)
        {
            output.WriteLine(Summary(loadBalancer));
            if (BindAddresses.ProblemWithFamilies(loadBalancer) is { } problem)
            {
                output.WriteLine($"note: {new Problem(loadBalancer.Origin, problem)}");
            }
        }

        output.WriteLine($"ok: {string.Join(", ", topologyFiles.Sources(located))}: {Count(topology.LoadBalancers.Count, "load balancer")}, " +
            $"{Count(topology.TargetGroups.Count, "target group")}, " +
            $"{Count(topology.TargetGroups.Sum(group => group.Targets.Count), "target")}");
        return Right;
    }

    private static string Summary(LoadBalancer loadBalancer)
    {
        var ports = string.Join(", ", loadBalancer.Listeners.Select(listener => listener.BindPort));
        var rules = loadBalancer.Listeners.Sum(listener => listener.Rules.Count);
        return $"ok: {loadBalancer.Name}: {Count(loadBalancer.Listeners.Count, "listener")}" +
            (ports.Length == 0 ? "" : $" on {string.Join(" and ", loadBalancer.BindAddresses)} ({ports})") + $", {Count(rules, "rule")}";
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
