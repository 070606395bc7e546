using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>A port of loopback on which connections are accepted, each of which is served by itself.</summary>
public sealed class SocketServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePorts.Take());
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    /// <param name="serve">Serves a connection until it ends, or the token does.</param>
    /// <param name="backlog">Connections that wait to be accepted.</param>
    public SocketServer(Func<Socket, CancellationToken, Task> serve, int backlog = 512)
    {
        _serve = serve;
        _listener.Start(backlog);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _serving.Add(_serve(await _listener.AcceptSocketAsync(_ended.Token), _ended.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // It is being disposed, or a client was gone before it was accepted.
            }
        }
    }
}
