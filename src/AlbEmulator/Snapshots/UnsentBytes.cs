using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace AlbEmulator.Snapshots;

/// <summary>
/// Bounds what waits in the kernel for a client that reads slowly. Without a bound a megabyte and more is taken from the
/// target for each such client as fast as it comes, which thousands of them make everybody else's loss.
/// </summary>
internal static class UnsentBytes
{
    /// <summary>
    /// Enough that a fast reader never waits for the next piece: what is on its way to the client, and not yet
    /// acknowledged, is beyond it.
    /// </summary>
    private const int Most = 128 * 1024;

    private const int LinuxNotSentLowWaterMark = 25;
    private const int MacNotSentLowWaterMark = 0x201;

    /// <summary>A listening socket as Kestrel makes it, whose connections inherit the bound where the platform has it.</summary>
    public static Socket BoundListenSocket(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            var name = OperatingSystem.IsLinux() ? LinuxNotSentLowWaterMark : MacNotSentLowWaterMark;
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, name, BitConverter.GetBytes(Most));
        }

        return socket;
    }
}
