using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>A port through which a server is reached, and which may be shut for a while.</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePorts.Take());
    private readonly CancellationTokenSource _ended = new();
    private readonly int _port;
    private readonly Task _accepting;
    private volatile bool _isShut;
    private int _turnedAway;

    /// <param name="port">Of the server, on loopback.</param>
    public TcpGate(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that came while it was shut.</summary>
    public int TurnedAway => _turnedAway;

    /// <summary>While it is, a connection is closed as soon as it is made.</summary>
    public bool IsShut
    {
        get => _isShut;
        set => _isShut = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        if (IsShut)
        {
            Interlocked.Increment(ref _turnedAway);
            return;
        }

        try
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _port, _ended.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), _ended.Token),
                server.GetStream().CopyToAsync(client.GetStream(), _ended.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // One of the two has seen it.
        }
    }
}
