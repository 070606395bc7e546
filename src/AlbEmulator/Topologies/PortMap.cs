using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// The setting <c>Alb:PortMap</c>: as with a published port of a container only the port differs that is bound, and all
/// that the load balancer says of itself stays as it is with AWS.
/// </summary>
internal static class PortMap
{
    /// <summary>Stands for every listener that is not named.</summary>
    public const string Every = "*";

    /// <summary>Has a listener bind a port that is free.</summary>
    public const string Open = "0";

    /// <returns>Null where a listener binds its own port; 0 where it binds one that is free.</returns>
    public static int? Find(AlbSettings settings, string loadBalancer, int port)
    {
        var own = port.ToString(CultureInfo.InvariantCulture);
        return settings.PortMap.TryGetValue($"{loadBalancer}/{own}", out var bound) || settings.PortMap.TryGetValue(own, out bound)
            || settings.PortMap.TryGetValue(Every, out bound)
            ? int.Parse(bound, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The entries that bind no listener of a topology, by their names: <c>80</c>, <c>shop/80</c>.</summary>
    public static IEnumerable<string> Unused(AlbSettings settings, Topology topology)
    {
        var listeners = topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners.SelectMany(listener =>
            new[] { $"{listener.Port}", $"{loadBalancer.Name}/{listener.Port}" }));
        return settings.PortMap.Keys.Except(listeners.Append(Every), settings.PortMap.Comparer);
    }
}
