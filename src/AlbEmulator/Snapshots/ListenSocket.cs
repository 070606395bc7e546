using System.Net;
using System.Net.Sockets;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace AlbEmulator.Snapshots;

/// <summary>
/// The sockets on which Kestrel accepts. Those of listeners are of one family each, so that a load balancer that becomes
/// dualstack, or ceases to be, keeps the socket that it has.
/// </summary>
internal static class ListenSocket
{
    /// <param name="endpoint">Where.</param>
    /// <param name="others">Where the emulator itself answers: as Kestrel has it, <c>::</c> takes IPv4 there as well.</param>
    /// <param name="held">Those that are bound already.</param>
    public static Socket Bound(EndPoint endpoint, IReadOnlyList<TakenPort> others, HeldPorts held)
    {
        var isOneFamily = endpoint is IPEndPoint asked && asked.Address.Equals(IPAddress.IPv6Any)
            && !others.Any(other => other.Port == asked.Port && other.Address.Equals(asked.Address));
        var socket = held.Take(endpoint) ?? (isOneFamily ? BoundIPv6(endpoint) : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        UnsentBytes.Bound(socket);
        return socket;
    }

    private static Socket BoundIPv6(EndPoint endpoint)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = false };
        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
