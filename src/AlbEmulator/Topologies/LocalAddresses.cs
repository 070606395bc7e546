using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Topologies;

/// <summary>The addresses of this machine, or of the container that the emulator runs in.</summary>
public static class LocalAddresses
{
    /// <summary>
    /// Whether something can listen there. It is tried: a system may speak IPv6 and have none of its addresses, as a
    /// container without IPv6.
    /// </summary>
    public static bool Has(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return false;
        }

        try
        {
            // A system that has IPv6 switched off lets "::" be bound and hears nothing there.
            var asked = address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
            using var socket = new Socket(asked.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(asked, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
