using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>Ports that were free a moment ago.</summary>
internal static class LoopbackPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
