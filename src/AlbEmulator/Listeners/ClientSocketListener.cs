using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AlbEmulator.Http1;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>
/// A port that is bound: accepts one connection after the other. When it is given up, connections that the system has taken
/// before are accepted first: it would reset them, with the requests that may be on them.
/// </summary>
internal sealed class ClientSocketListener : IConnectionListener
{
    /// <summary>Connections that the system keeps until they are accepted.</summary>
    private const int Backlog = 512;

    private readonly Socket _socket;
    private readonly ConcurrentQueue<Socket> _late = new();
    private volatile bool _isGivenUp;

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
                accepted = _isGivenUp ? Late() : await _socket.AcceptAsync(CancellationToken.None);
                return accepted is null ? null : new ClientSocket(accepted);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The port was given up, or the client left before it was accepted.
                accepted?.Dispose();
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (!_isGivenUp)
        {
            TakeLate();
            _isGivenUp = true;
            _socket.Dispose();
        }

        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (Late() is { } nobodys)
        {
            nobodys.Dispose();
        }
    }

    private Socket? Late() => _late.TryDequeue(out var accepted) ? accepted : null;

    private void TakeLate()
    {
        try
        {
            _socket.Blocking = false;
            while (_late.Count < Backlog)
            {
                var accepted = _socket.Accept();
                accepted.Blocking = true;
                _late.Enqueue(accepted);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // No more are there.
        }
    }
}
