using System.Globalization;
using System.Net;

namespace AlbEmulator.Model;

/// <summary>What cannot be right about a topology as a whole, wherever it comes from.</summary>
public static class TopologyProblems
{
    /// <param name="topology">The topology.</param>
    /// <param name="taken">Ports that the emulator itself needs.</param>
    public static IEnumerable<Problem> Find(Topology topology, IReadOnlyList<TakenPort> taken) =>
    [
        .. SameNames(topology.LoadBalancers.Select(item => (item.Name, item.Arn, item.Origin)), "load balancer"),
        .. SameNames(topology.TargetGroups.Select(item => (item.Name, item.Arn, item.Origin)), "target group"),
        .. topology.LoadBalancers.SelectMany(SameListeners),
        .. topology.LoadBalancers.SelectMany(item => item.Listeners).SelectMany(SamePriorities),
        .. topology.TargetGroups.SelectMany(group =>
            group.TargetType == TargetType.Lambda ? SecondFunctions(group) : SameTargets(group)),
        .. ForwardProblems.Find(topology),
        .. AddressTypeProblems.Find(topology),
        .. TlsProblems.Find(topology),
        .. SamePorts(topology, taken),
    ];

    /// <summary>Names are unique in a Region of an account, which stand before them in ARNs.</summary>
    private static IEnumerable<Problem> SameNames(
        IEnumerable<(string Name, string Arn, Origin Origin)> things, string kind)
    {
        var first = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var (name, arn, origin) in things)
        {
            var unique = arn[..arn.LastIndexOf('/')];
            if (!first.TryAdd(unique, origin))
            {
                yield return new Problem(
                    origin,
                    $"the {kind} {Quoted.Text(name)} is defined at {Place(first[unique])} already: rename one of the two");
            }
        }
    }

    /// <summary>Whatever is bound in their place: of those that bind their own port <see cref="SamePorts"/> tells.</summary>
    private static IEnumerable<Problem> SameListeners(LoadBalancer loadBalancer) =>
        from port in loadBalancer.Listeners.GroupBy(static listener => listener.Port)
        where port.Key != 0
        from second in port.Skip(1)
        where second.BindPort == 0
        select new Problem(second.Origin, $"port {second.Port} has a listener at {Place(port.First().Origin)}: write another");

    private static IEnumerable<Problem> SamePriorities(Listener listener)
    {
        // Rules are in order of priority, and of the file where that is equal.
        for (var i = 1; i < listener.Rules.Count; i++)
        {
            var rule = listener.Rules[i];
            if (rule.Priority == listener.Rules[i - 1].Priority)
            {
                yield return new Problem(
                    rule.Origin,
                    $"Priority '{rule.Priority}' is currently in use, at {Place(listener.Rules[i - 1].Origin)}: " +
                        "write another");
            }
        }
    }

    private static IEnumerable<Problem> SameTargets(TargetGroup group)
    {
        var first = new Dictionary<string, Origin>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in group.Targets.Where(static target => target.Port != 0))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{TargetIds.Canonical(target.Id)}:{target.Port}");
            if (!first.TryAdd(id, target.Origin))
            {
                yield return new Problem(
                    target.Origin,
                    $"the target {id} is registered at {Place(first[id])} already: remove one of the two");
            }
        }
    }

    private static IEnumerable<Problem> SecondFunctions(TargetGroup group) =>
        group.Targets.Skip(1).Select(target => new Problem(
            target.Origin, $"the target group {Quoted.Text(group.Name)} can have one Lambda function: remove this one")
        {
            Fault = new Fault.OverQuota(Quota.TargetsOfTargetGroup, 1, group.Arn),
        });

    private static IEnumerable<Problem> SamePorts(Topology topology, IReadOnlyList<TakenPort> taken)
    {
        var byPort = taken.ToLookup(item => item.Port).ToDictionary(items => items.Key, items => items.ToList());
        foreach (var loadBalancer in topology.LoadBalancers)
        {
            foreach (var listener in loadBalancer.Listeners)
            {
                var what = $"the listener of {Quoted.Plain(loadBalancer.Name)} at {Place(listener.Origin)}";
                foreach (var needed in loadBalancer.BindAddresses
                    .Select(address => new TakenPort(address, listener.BindPort, what)))
                {
                    if (Take(needed, byPort) is { } other)
                    {
                        yield return new Problem(
                            listener.Origin,
                            $"port {needed.Port} of {needed.Address} is taken by {other.By}: write another, or map it with Alb:PortMap")
                        {
                            Fault = new Fault.PortTaken(),
                        };
                        break;
                    }
                }
            }
        }

        foreach (var (port, origin) in topology.EchoProviders())
        {
            if (Take(new TakenPort(IPAddress.Loopback, port, "an echo provider"), byPort) is { } other)
            {
                yield return new Problem(origin, $"port {port} of the echo provider is taken by {other.By}: write another");
            }
        }

        foreach (var (endPoint, echo) in topology.Echoes())
        {
            if (Take(new TakenPort(endPoint.Address, endPoint.Port, "an echo target"), byPort) is { } other)
            {
                yield return new Problem(
                    echo.Origin, $"port {endPoint.Port} of {endPoint.Address} is taken by {other.By}: write another");
            }
        }
    }

    private static TakenPort? Take(TakenPort needed, Dictionary<int, List<TakenPort>> byPort)
    {
        // One that is free is nobody else's.
        if (needed.Port == 0)
        {
            return null;
        }

        if (!byPort.TryGetValue(needed.Port, out var others))
        {
            byPort.Add(needed.Port, others = []);
        }

        var other = others.Find(item => Addresses.Collide(item.Address, needed.Address));
        others.Add(needed);
        return other;
    }

    private static string Place(Origin origin) => origin.Line == 0
        ? "another place"
        : string.Create(CultureInfo.InvariantCulture, $"{origin.File}:{origin.Line}");
}

/// <summary>A port that is in use.</summary>
/// <param name="Address">Where.</param>
/// <param name="Port">1–65535.</param>
/// <param name="By">What uses it, for messages.</param>
public sealed record TakenPort(IPAddress Address, int Port, string By);
