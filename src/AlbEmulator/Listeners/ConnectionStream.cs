using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AlbEmulator.Listeners;

/// <summary>A client's connection as a stream: the socket itself, or TLS over it.</summary>
internal static class ConnectionStream
{
    private const int LinuxTcpInfo = 11;
    private const int LinuxClosed = 7;
    private const int LinuxCloseWait = 8;

    public static Stream Of(ConnectionContext connection) => connection.Features.Get<ISslStreamFeature>() is { } tls
        ? tls.SslStream
        : ((ClientSocket)connection).Stream;

    /// <summary>Tells the client that nothing more will come.</summary>
    public static void EndWriting(ConnectionContext connection)
    {
        try
        {
            connection.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has left.
        }
    }

    /// <summary>Whether the client has sent its last byte, be it unread; elsewhere than on Linux only where it is not.</summary>
    public static bool IsHalfClosed(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return false;
        }

        Span<byte> state = stackalloc byte[1];
        try
        {
            return OperatingSystem.IsLinux()
                ? socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, LinuxTcpInfo, state) == 1 && state[0] is LinuxClosed or LinuxCloseWait
                : socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }
}
