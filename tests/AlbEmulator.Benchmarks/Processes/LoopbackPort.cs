using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>Ports that were free a moment ago.</summary>
internal static class LoopbackPort
{
    private const int LeastLow = 21_000;
    private const int LowPorts = 10_000;
    private static int _low;

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// One below those that connections get for themselves: none of them takes it while nobody listens there. Another one
    /// each time.
    /// </summary>
    public static int Low()
    {
        while (true)
        {
            var port = LeastLow + (Interlocked.Increment(ref _low) % LowPorts);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Whether no other program has it.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
