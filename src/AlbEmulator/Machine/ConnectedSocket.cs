using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Machine;

/// <summary>A socket as a stream, once it is connected.</summary>
internal static class ConnectedSocket
{
    /// <param name="socket">Is the stream's; disposed of where it cannot be connected.</param>
    /// <param name="endPoint">With whom.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="SocketException">It cannot be connected.</exception>
    public static async ValueTask<Stream> OfAsync(Socket socket, EndPoint endPoint, CancellationToken cancellation)
    {
        try
        {
            await socket.ConnectAsync(endPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
