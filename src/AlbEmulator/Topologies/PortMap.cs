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

    /// <summary>What a load balancer is called before the port: by its name, or by the Ingresses or the Gateway that it is of, as <c>shop/web</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="origin">Where it is written.</param>
    public static IReadOnlyList<string> NamesOf(string name, Origin origin) =>
        [name, .. ManifestPlace.ObjectsOf(origin).Select(words => words[(words.IndexOf(' ', StringComparison.Ordinal) + 1)..])];

    /// <param name="settings">Which have it.</param>
    /// <param name="names"><see cref="NamesOf"/> its load balancer; the first that is mapped counts.</param>
    /// <param name="port">Of the listener.</param>
    /// <returns>Null where a listener binds its own port; 0 where it binds one that is free.</returns>
    public static int? Find(AlbSettings settings, IReadOnlyList<string> names, int port)
    {
        var own = port.ToString(CultureInfo.InvariantCulture);
        string[] keys = [.. names.Select(name => $"{name}/{own}"), own, Every];
        return keys.Select(key => settings.PortMap.GetValueOrDefault(key)).FirstOrDefault(bound => bound is not null) is { } bound
            ? int.Parse(bound, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The entries that bind no listener of a topology, by their names: <c>80</c>, <c>shop/80</c>.</summary>
    public static IEnumerable<string> Unused(AlbSettings settings, Topology topology)
    {
        var listeners = topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners.SelectMany(listener =>
            NamesOf(loadBalancer.Name, loadBalancer.Origin).Select(name => $"{name}/{listener.Port}").Append($"{listener.Port}")));
        return settings.PortMap.Keys.Except(listeners.Append(Every), settings.PortMap.Comparer);
    }
}
