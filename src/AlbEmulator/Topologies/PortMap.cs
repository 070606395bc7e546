using System.Globalization;

namespace AlbEmulator.Topologies;

/// <summary>
/// The setting <c>Alb:PortMap</c>: as with a published port of a container only the port differs that is bound, and all
/// that the load balancer says of itself stays as it is with AWS.
/// </summary>
internal static class PortMap
{
    /// <returns>Null where a listener binds its own port.</returns>
    public static int? Find(AlbSettings settings, string loadBalancer, int port)
    {
        var own = port.ToString(CultureInfo.InvariantCulture);
        return settings.PortMap.TryGetValue($"{loadBalancer}/{own}", out var bound) || settings.PortMap.TryGetValue(own, out bound)
            ? int.Parse(bound, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }
}
