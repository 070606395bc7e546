using System.Net;
using System.Net.Sockets;
using AlbEmulator.Sockets;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// A port that is bound: accepts one connection after the other. When it is given up, connections that the system has taken
/// before are accepted first: it would reset them, with the requests that may be on them.
/// </summary>
internal sealed class ClientSocketListener : IConnectionListener
{
    /// <summary>Connections that the system keeps until they are accepted.</summary>
    private const int Backlog = 512;

    /// <summary>How long whoever accepts may take for what is left.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly CancellationTokenSource _givenUp = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _late;

    /// <param name="socket">Bound, and not listening yet.</param>
    public ClientSocketListener(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
        socket.Listen(Backlog);
        SystemRead.CompleteInline(socket);
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
                var isGivenUp = _givenUp.IsCancellationRequested;
                if (isGivenUp && !IsOneLeft())
                {
                    _socket.Dispose();
                    _empty.TrySetResult();
                    return null;
                }

                accepted = await _socket.AcceptAsync(isGivenUp ? CancellationToken.None : _givenUp.Token);
                if (!OperatingSystem.IsLinux())
                {
                    // On Linux it has that from the socket that accepts.
                    accepted.NoDelay = true;
                }

                return new ClientSocket(accepted);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The port was given up, or the client left before it was accepted.
                accepted?.Dispose();
            }
        }
    }

    /// <summary>The port is free from then on, and whoever accepts has got what was left.</summary>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _givenUp.CancelAsync();
        try
        {
            await _empty.Task.WaitAsync(Longest, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Nobody accepts.
        }

        _socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _givenUp.CancelAsync();
        _socket.Dispose();
    }

    /// <summary>Whether the system has another, of no more than it had: whoever comes meanwhile does not keep the port open.</summary>
    private bool IsOneLeft()
    {
        try
        {
            return _late++ < Backlog && _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
