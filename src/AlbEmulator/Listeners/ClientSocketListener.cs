using System.Net;
using System.Net.Sockets;
using AlbEmulator.Http1;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>A port that is bound: accepts one connection after the other.</summary>
internal sealed class ClientSocketListener : IConnectionListener
{
    /// <summary>Connections that the system keeps until they are accepted.</summary>
    private const int Backlog = 512;

    private readonly Socket _socket;

    /// <param name="socket">Bound, and not listening yet.</param>
    public ClientSocketListener(Socket socket)
    {
        _socket = socket;
        socket.Listen(Backlog);
        WireSocket.CompleteInline(socket);
        EndPoint = socket.LocalEndPoint!;
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await _socket.AcceptAsync(cancellationToken);
                return new ClientSocket(accepted);
            }
            catch (ObjectDisposedException) when (accepted is null)
            {
                return null;
            }
            catch (SocketException exception) when (accepted is null && exception.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The client left before it was accepted.
                accepted?.Dispose();
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
