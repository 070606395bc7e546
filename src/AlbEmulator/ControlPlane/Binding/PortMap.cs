using System.Globalization;

namespace AlbEmulator.ControlPlane.Binding;

/// <summary>The setting <c>Alb:PortMap</c>: which ports of this machine stand for those that listeners have.</summary>
internal static class PortMap
{
    public static int BindPort(int port, AlbSettings settings) =>
        settings.PortMap.TryGetValue(port.ToString(CultureInfo.InvariantCulture), out var local)
            ? int.Parse(local, NumberStyles.None, CultureInfo.InvariantCulture)
            : port;
}
