using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>A port through which a server is reached, and which may be shut for a while.</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly SocketServer _server;
    private readonly int _port;
    private volatile bool _isShut;
    private int _turnedAway;

    /// <param name="port">Of the server, on loopback.</param>
    public TcpGate(int port)
    {
        _port = port;
        _server = new SocketServer(ServeAsync);
    }

    public int Port => _server.Port;

    /// <summary>Connections that came while it was shut.</summary>
    public int TurnedAway => _turnedAway;

    /// <summary>While it is, a connection is closed as soon as it is made.</summary>
    public bool IsShut
    {
        get => _isShut;
        set => _isShut = value;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket accepted, CancellationToken ended)
    {
        await using var client = new NetworkStream(accepted, ownsSocket: true);
        if (IsShut)
        {
            Interlocked.Increment(ref _turnedAway);
            return;
        }

        try
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _port, ended);
            await Task.WhenAny(
                client.CopyToAsync(server.GetStream(), ended),
                server.GetStream().CopyToAsync(client, ended));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // One of the two has seen it.
        }
    }
}
