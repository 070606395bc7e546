using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Benchmarks.Targets;

/// <summary>A small target that can be killed, with every connection it has, and started again at its port.</summary>
internal sealed class MortalTarget(int port) : IDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    private readonly HashSet<Socket> _open = [];
    private Socket? _listener;
    private int _requests;

    public int Port => port;

    public bool IsAlive => _listener is not null;

    /// <summary>Requests answered since the last reset; health checks are none.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void ResetCount() => Volatile.Write(ref _requests, 0);

    public void Start()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(512);
        _ = AcceptAsync(_listener);
    }

    /// <summary>As a process that is killed: what it has open is reset, and nobody listens.</summary>
    public void Kill()
    {
        _listener?.Dispose();
        _listener = null;
        lock (_open)
        {
            foreach (var socket in _open)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            _open.Clear();
        }
    }

    public void Dispose() => Kill();

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync();
                socket.NoDelay = true;
                lock (_open)
                {
                    _open.Add(socket);
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Killed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[8192];
        try
        {
            for (var length = 0; await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var read;)
            {
                length += read;
                var head = buffer.AsMemory(0, length);
                if (!head.Span.EndsWith("\r\n\r\n"u8))
                {
                    continue;
                }

                if (head.Span.IndexOf("ELB-HealthChecker"u8) < 0)
                {
                    Interlocked.Increment(ref _requests);
                }

                length = 0;
                await socket.SendAsync(Answer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Killed, or let go.
        }

        lock (_open)
        {
            _open.Remove(socket);
        }

        socket.Dispose();
    }
}
