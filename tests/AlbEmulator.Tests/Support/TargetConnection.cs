using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>A connection that a <see cref="ScriptedTarget"/> took.</summary>
public sealed class TargetConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    public TargetConnection(Socket socket, CancellationToken ended)
    {
        socket.NoDelay = true;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Reader = new RawReader(_stream);
        Ended = ended;
    }

    public RawReader Reader { get; }

    /// <summary>Cancelled when the target is disposed.</summary>
    public CancellationToken Ended { get; }

    /// <summary>
    /// Whether a health check is what comes first, which is sent in one piece. Reads nothing. A connection without a
    /// byte counts for nothing until one comes.
    /// </summary>
    public async Task<bool> IsHealthCheckAsync()
    {
        var first = new byte[8 * 1024];
        var length = await _socket.ReceiveAsync(first, SocketFlags.Peek, Ended);
        return first.AsSpan(0, length).IndexOf("User-Agent: ELB-HealthChecker/2.0\r\n"u8) >= 0;
    }

    public ValueTask SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes, Ended);

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _stream.Dispose();
}
