using System.Buffers;
using AlbEmulator.Http1;
using AlbEmulator.Sockets;

namespace AlbEmulator.BackEndConnections;

/// <summary>A connection to an HTTP/1.1 target: one request at a time, then another.</summary>
internal sealed class TargetConnection : IDisposable
{
    /// <summary>Bytes of a head, and of a body that comes with it, for which there is room.</summary>
    private const int Room = 8 * 1024;

    private readonly TargetPool _pool;
    private readonly TargetSocket _socket;
    private CancellationTokenSource? _unwanted;
    private volatile bool _isAborted;

    /// <param name="stream">The socket, or TLS over it.</param>
    /// <param name="socket">The socket.</param>
    /// <param name="pool">Where it is kept between its exchanges.</param>
    public TargetConnection(Stream stream, TargetSocket socket, TargetPool pool)
    {
        (Stream, _socket, _pool) = (stream, socket, pool);
        socket.CompleteInline();
        Input = new WireInput(stream, Room) { CameAhead = () => _pool.Drop(this) };
    }

    /// <summary>The socket, or TLS over it.</summary>
    public Stream Stream { get; }

    public WireInput Input { get; }

    /// <summary>Of the answer under way.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>Lines behind its body.</summary>
    public ArrayBufferWriter<byte> Trailers { get; } = new();

    /// <summary>Since when nobody uses it: a timestamp of the machine's clock.</summary>
    public long IdleSince { get; set; }

    /// <summary>
    /// Whether the target has said nothing and not closed it since it was last used, also where nobody has come to hear of it
    /// yet.
    /// </summary>
    public bool IsSilent => !_socket.IsReadable;

    /// <inheritdoc cref="SocketRead.Loop"/>
    public EventLoop? Loop
    {
        get => _socket.Reading.Loop;
        init => _socket.Reading.Loop ??= value;
    }

    /// <summary>Whether it was broken off in the middle of an exchange.</summary>
    public bool IsAborted => _isAborted;

    /// <summary>Whether it was closed because its target had drained.</summary>
    public bool IsDrained => _socket.IsDrained;

    /// <summary>Ends a wait for more of the body of a request.</summary>
    public CancellationToken Unwanted => (_unwanted ??= new CancellationTokenSource()).Token;

    /// <summary>Nothing more of the request under way is to be sent.</summary>
    public void EndSending() => _unwanted?.Cancel();

    /// <summary>Breaks it off: whoever waits for anything on it looks up. From any thread.</summary>
    public void Abort()
    {
        _isAborted = true;
        _unwanted?.Cancel();
        Input.Interrupt();
        _socket.Reset();
    }

    /// <summary>Closes it. The answer to come, if any, is of no interest.</summary>
    public void Dispose() => Stream.Dispose();
}
