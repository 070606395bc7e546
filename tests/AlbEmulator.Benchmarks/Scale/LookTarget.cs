using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>A target that answers every request with its own port.</summary>
internal sealed class LookTarget : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LookTarget()
    {
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Answer => $"{Port}";

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task Serve(Socket socket)
    {
        using var connection = socket;
        var answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}");
        var buffer = new byte[16 * 1024];
        try
        {
            // Requests without a body, each of which comes at once.
            while (await socket.ReceiveAsync(buffer) > 0)
            {
                await socket.SendAsync(answer);
            }
        }
        catch (SocketException)
        {
            // It went away.
        }
    }
}
