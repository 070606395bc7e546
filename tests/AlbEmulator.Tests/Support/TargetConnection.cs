using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>A connection that a <see cref="ScriptedTarget"/> took.</summary>
public sealed class TargetConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    public TargetConnection(Socket socket, int number, CancellationToken ended)
    {
        socket.NoDelay = true;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Reader = new RawReader(_stream);
        Number = number;
        Ended = ended;
    }

    /// <summary>1 for the first that the target took.</summary>
    public int Number { get; }

    public RawReader Reader { get; }

    /// <summary>Cancelled when the target is disposed.</summary>
    public CancellationToken Ended { get; }

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
