using System.Collections.Concurrent;
using System.IO.Pipelines;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// A connection that carries many requests at once, each on a stream of its own.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration"/>
/// </summary>
internal sealed class Http2Connection : ClientConnection, IDuplexPipe
{
    /// <summary>Requests that a client may have under way at once.</summary>
    public const int MaxStreams = 128;

    /// <summary>Requests that a connection serves, one after the other; then the client is told to make another.</summary>
    public const int MaxRequests = 10_000;

    /// <summary>What a client may send of one body before it is read.</summary>
    public const int StreamWindow = 64 * 1024;

    /// <summary>What a client may send of all bodies together: what HTTP/2 begins with, and the update an ALB sends.</summary>
    public const int ConnectionWindow = 65535 + 8388352;

    /// <summary>The largest frame that HTTP/2 knows.</summary>
    public const int MaxFrameSize = (1 << 24) - 1;

    /// <summary>Streams that are known at most: those under way, and those that Kestrel has refused or is about to.</summary>
    private const int MostKnown = 4 * MaxStreams;

    /// <summary>How long Kestrel has to end a connection whose socket is closed, once its requests have ended.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, Http2Exchange> _exchanges = new();

    /// <summary>Completed when Kestrel's time to end is over.</summary>
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ClientSocket _socket;
    private readonly Http2Reader _reader;
    private readonly Http2Writer _writer;
    private int _known;
    private int _underWay;
    private int _begun;
    private int _lastStreamId;
    private long _closedAt;
    private volatile bool _isClosed;

    public Http2Connection(ConnectionAttempt attempt, ClientSocket socket, TimeProvider time)
        : base(attempt, socket, time)
    {
        _socket = socket;
        _reader = new Http2Reader(socket.Transport.Input, this);
        _writer = new Http2Writer(socket.Transport.Output, this);
        socket.ConnectionClosed.UnsafeRegister(static state => ((Http2Connection)state!).Close(), this);
    }

    /// <summary>What Kestrel reads in place of the socket.</summary>
    public PipeReader Input => _reader;

    /// <summary>What Kestrel writes to in place of the socket.</summary>
    public PipeWriter Output => _writer;

    public override long StalledSince => _writer.StalledSince;

    public override bool IsBetweenRequests => Volatile.Read(ref _underWay) == 0;

    /// <summary>Whether the client is to be let go: flagged by the sweep, and silent ever since.</summary>
    public bool IsLetGo => TimedOut && IsBetweenRequests && IsSilent;

    public override AlbRequest Begin(HttpContext context)
    {
        Interlocked.Increment(ref _underWay);
        var streamId = context.Features.GetRequiredFeature<IHttp2StreamIdFeature>().StreamId;
        var exchange = Find(streamId) ?? Forgotten(streamId);
        if (_isClosed)
        {
            exchange.Close();
        }

        var request = new AlbRequest(this, exchange, context);
        if (Interlocked.Increment(ref _begun) >= MaxRequests || IsLast(exchange.CreatedAt))
        {
            RequestClose();
        }

        return request;
    }

    /// <summary>
    /// The socket is closed, so that no byte of any answer follows; Kestrel may find out later, or never.
    /// </summary>
    public override void Close()
    {
        _closedAt = Time.GetTimestamp();
        _isClosed = true;
        foreach (var (_, exchange) in _exchanges)
        {
            exchange.Close();
        }
    }

    /// <summary>
    /// The end of the connection for us. Kestrel waits for ever for streams that it has lost: those that it could not queue for writing, as happens when a
    /// client opens far more of them at once than it may (<see href="https://github.com/dotnet/aspnetcore/issues/51307"/>).
    /// </summary>
    public Task EndOf(Task served) => Task.WhenAny(served, _abandoned.Task).Unwrap();

    public override void Sweep()
    {
        if (!_isClosed && !_exchanges.IsEmpty && _socket.Plain.IsHalfClosed)
        {
            // Kestrel hears of it when it reads on.
            Close();
        }

        if (!_isClosed)
        {
            base.Sweep();
        }
        else if (IsBetweenRequests && Time.GetElapsedTime(_closedAt) >= EndTimeout)
        {
            _abandoned.TrySetResult();
        }
    }

    /// <summary>A request has its answer, which may still be on its way.</summary>
    public void End()
    {
        LastActivity = Time.GetTimestamp();
        Interlocked.Decrement(ref _underWay);
    }

    /// <summary>Nothing of the stream follows.</summary>
    public void Forget(int streamId)
    {
        if (_exchanges.TryRemove(streamId, out _))
        {
            Interlocked.Decrement(ref _known);
        }
    }

    /// <summary>Some bytes of a frame have come, and are about to be shown to Kestrel.</summary>
    public void Received(in Http2FramePiece piece)
    {
        if (piece.IsOfMessage)
        {
            // Not PING and the like: only requests keep a connection.
            LastActivity = Time.GetTimestamp();
            if (piece is { Type: Http2FrameType.Headers, IsFirst: true } && piece.StreamId > _lastStreamId)
            {
                _lastStreamId = piece.StreamId;
                Know(piece.StreamId);
            }

            Find(piece.StreamId)?.Received(piece);
        }
        else if (piece is { Type: Http2FrameType.Reset, IsLast: true })
        {
            Find(piece.StreamId)?.Close();
        }
    }

    /// <summary>Some bytes of a frame are on their way to the client.</summary>
    public void Sent(in Http2FramePiece piece)
    {
        if (piece.IsOfMessage)
        {
            LastActivity = Time.GetTimestamp();
            Find(piece.StreamId)?.Sent(piece);
        }
        else if (piece is { Type: Http2FrameType.Reset, IsLast: true })
        {
            Find(piece.StreamId)?.Close();
        }
    }

    protected override void Wake() => _reader.CancelPendingRead();

    private Http2Exchange? Find(int streamId) => _exchanges.GetValueOrDefault(streamId);

    /// <summary>Only the reader opens streams, so that nobody else adds one.</summary>
    private void Know(int streamId)
    {
        if (Volatile.Read(ref _known) >= MostKnown)
        {
            ForgetRefused();
        }

        if (Volatile.Read(ref _known) < MostKnown && _exchanges.TryAdd(streamId, new Http2Exchange(this, streamId)))
        {
            Interlocked.Increment(ref _known);
        }
    }

    /// <summary>A stream that was reset before it became a request may still become one, but most never do.</summary>
    private void ForgetRefused()
    {
        foreach (var (streamId, exchange) in _exchanges)
        {
            if (exchange.IsSent && !exchange.IsBegun)
            {
                Forget(streamId);
            }
        }
    }

    /// <summary>Stands for a stream whose bytes nobody knows any more.</summary>
    private Http2Exchange Forgotten(int streamId)
    {
        var exchange = new Http2Exchange(this, streamId);
        exchange.Close();
        return exchange;
    }
}
