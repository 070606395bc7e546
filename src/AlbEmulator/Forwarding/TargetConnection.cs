using System.Buffers;
using AlbEmulator.Http1;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>A connection to an HTTP/1.1 target: one request at a time, then another.</summary>
internal sealed class TargetConnection : IDisposable
{
    /// <summary>Bytes of a head, and of a body that comes with it, for which there is room.</summary>
    private const int Room = 8 * 1024;

    private readonly TargetPool _pool;
    private readonly OpenConnection _known;
    private CancellationTokenSource? _unwanted;
    private volatile bool _isAborted;

    public TargetConnection(Stream stream, OpenConnection known, TargetPool pool)
    {
        (Stream, _known, _pool) = (stream, known, pool);
        Input = new WireInput(stream, Room) { CameAhead = () => _pool.Drop(this) };
    }

    /// <summary>The socket, or TLS over it.</summary>
    public Stream Stream { get; }

    public WireInput Input { get; }

    /// <summary>Of the answer under way.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>Lines behind its body.</summary>
    public ArrayBufferWriter<byte> Trailers { get; } = new();

    /// <summary>Since when nobody uses it, by the machine's clock.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it was broken off in the middle of an exchange.</summary>
    public bool IsAborted => _isAborted;

    /// <summary>Whether it was closed because its target had drained.</summary>
    public bool IsDrained => _known.IsClosed;

    /// <summary>Ends a wait for more of the body of the request under way.</summary>
    public CancellationToken Unwanted => (_unwanted ??= new CancellationTokenSource()).Token;

    /// <summary>Nothing more of the request under way is to be sent.</summary>
    public void EndSending() => _unwanted?.Cancel();

    /// <summary>Breaks it off: whoever waits for anything on it looks up. From any thread.</summary>
    public void Abort()
    {
        _isAborted = true;
        _unwanted?.Cancel();
        Input.Interrupt();
        _known.Abort();
    }

    /// <summary>Closes it. The answer to come, if any, is of no interest.</summary>
    public void Dispose() => Stream.Dispose();
}
