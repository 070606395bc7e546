using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Loopback ports that nobody listens on, and that no other run of the tests on this machine is given meanwhile. They lie
/// below the range from which the system takes the ports of outgoing connections, so that no connection of another test
/// can sit on one.
/// </summary>
public static class FreePorts
{
    private static readonly Lock Taking = new();
    private static readonly IEnumerator<int> Ports = PortBlock.Mine().SelectMany(block => block.Ports).GetEnumerator();

    /// <summary>A free port.</summary>
    public static int Take()
    {
        lock (Taking)
        {
            while (Ports.MoveNext())
            {
                var port = Ports.Current;
                if (IsFree(IPAddress.Loopback, port) && (!IPv6.IsHere || IsFree(IPAddress.IPv6Loopback, port)))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException("No free port on loopback.");
    }

    /// <summary>Several free ports.</summary>
    public static int[] Take(int count)
    {
        var ports = new int[count];
        for (var i = 0; i < count; i++)
        {
            ports[i] = Take();
        }

        return ports;
    }

    /// <summary>A socket that is bound to a free port, and does not listen yet.</summary>
    public static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, Take()));
        return socket;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
