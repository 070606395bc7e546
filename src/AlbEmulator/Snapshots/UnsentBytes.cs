using System.Net.Sockets;

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

    /// <summary>Bounds what waits for each connection of a listening socket, where the platform can.</summary>
    public static void Bound(Socket socket)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            var name = OperatingSystem.IsLinux() ? LinuxNotSentLowWaterMark : MacNotSentLowWaterMark;
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, name, BitConverter.GetBytes(Most));
        }
    }
}
