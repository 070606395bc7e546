using AlbEmulator.Commands.Reports;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary><c>alb check [FILE…]</c>: reads and validates, prints every problem, starts nothing.</summary>
internal static class CheckCommand
{
    private const int MostSources = 10;

    /// <param name="settings">Those of the command line.</param>
    /// <param name="files">As they were named.</param>
    /// <param name="report">Tells what was found.</param>
    /// <param name="output">Where it is told.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        AlbSettings settings, IReadOnlyList<string> files, Action<CheckOutcome, TextWriter> report, TextWriter output)
    {
        var topologyFiles = new TopologyFiles(settings, Environment.GetEnvironmentVariable);
        var located = topologyFiles.Locate(files);
        var reading = topologyFiles.Read(located);
        if (GivenCertificate.Read(settings).Problem is { } unusable)
        {
            reading = reading with { Problems = [.. reading.Problems, new Problem(new Origin("settings", 0, ""), unusable)] };
        }

        if (reading.Problems.Count > 0)
        {
            report(new CheckOutcome(reading, [], []), output);
            return ExitCode.WrongUse;
        }

        var topology = reading.Topology;
        report(new CheckOutcome(reading, [.. Notes(settings, topology)], [.. Summary(topology, topologyFiles.Sources(located))]), output);
        return ExitCode.Good;
    }

    private static IEnumerable<Problem> Notes(AlbSettings settings, Topology topology)
    {
        foreach (var note in HostPorts.Notes(topology, settings.IgnoreHostPort))
        {
            yield return note;
        }

        foreach (var unused in PortMap.Unused(settings, topology))
        {
            yield return new Problem(new Origin("settings", 0, $"Alb:PortMap:{unused}"), "these files have no such listener");
        }

        foreach (var loadBalancer in topology.LoadBalancers)
        {
            if (BindAddresses.ProblemWithFamilies(loadBalancer) is { } problem)
            {
                yield return new Problem(loadBalancer.Origin, problem);
            }
        }
    }

    private static IEnumerable<string> Summary(Topology topology, IReadOnlyList<string> sources) =>
        topology.LoadBalancers.Select(Summary).Append(
            $"ok: {string.Join(", ", sources.Take(MostSources))}{(sources.Count > MostSources ? $" and {sources.Count - MostSources} more" : "")}: {Count(topology.LoadBalancers.Count, "load balancer")}, "
            + $"{Count(topology.TargetGroups.Count, "target group")}, "
            + $"{Count(topology.TargetGroups.Sum(group => group.Targets.Count), "target")}");

    private static string Summary(LoadBalancer loadBalancer)
    {
        var ports = string.Join(", ", loadBalancer.Listeners.Select(listener => listener.BindPort == 0 ? "one that is free" : $"{listener.BindPort}"));
        var rules = loadBalancer.Listeners.Sum(listener => listener.Rules.Count);
        return $"ok: {loadBalancer.Name}: {Count(loadBalancer.Listeners.Count, "listener")}" +
            (ports.Length == 0 ? "" : $" on {string.Join(" and ", loadBalancer.BindAddresses)} ({ports})") + $", {Count(rules, "rule")}";
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
