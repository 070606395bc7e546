using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// A stream of an HTTP/2 connection: the frames that carried it. The connection's reader and writer note them down, each
/// on its own thread and in its own fields.
/// </summary>
internal sealed class Http2Exchange : Exchange
{
    /// <summary>
    /// The code of a stream that is reset: after others clients may send the request again by themselves.
    /// <see href="https://www.rfc-editor.org/rfc/rfc9113#section-7"/>
    /// </summary>
    private const int InternalError = 2;

    private static readonly Action Sentinel = () => { };

    private readonly Http2Connection _connection;
    private long _received;
    private long _sent;
    private long _responseTimestamp;
    private long _lastPieceTimestamp;
    private long _body;
    private long _contentLength;
    private bool _isLastBlock;
    private volatile bool _hasEnd;
    private volatile bool _isBegun;
    private volatile bool _isEnded;

    /// <summary>What waits for the last byte; the sentinel once it was sent.</summary>
    private Action? _whenSent;

    public Http2Exchange(Http2Connection connection, int streamId)
    {
        _connection = connection;
        StreamId = streamId;
        CreatedAt = connection.Time.GetTimestamp();
        CreationTime = connection.Time.GetUtcNow().UtcDateTime;
    }

    public int StreamId { get; }

    /// <summary>Whether Kestrel made a request of it.</summary>
    public bool IsBegun => _isBegun;

    public override long ReceivedBytes => _received;

    public override long SentBytes => _sent;

    public override long LastPieceTimestamp => _lastPieceTimestamp;

    public override long ResponseTimestamp => _responseTimestamp;

    /// <summary>Kestrel completes a response before it has written its frames.</summary>
    public override bool IsSent => Volatile.Read(ref _whenSent) == Sentinel;

    public override bool IsBodyRead => _hasEnd && _body >= _contentLength;

    public override bool IsKeptAlive => true;

    public override void Begin(HttpContext context)
    {
        const int separators = 4;
        var request = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        _contentLength = request.ContentLength ?? 0;
        HeadBytes = request.Method.Length + target.Length + request.Protocol.Length + separators;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                HeadBytes += name.Length + (value?.Length ?? 0) + separators;
            }
        }

        _isBegun = true;
    }

    public override void End()
    {
        _isEnded = true;
        _connection.End();
        if (IsSent)
        {
            _connection.Forget(StreamId);
        }
    }

    public override void Reset(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(InternalError);

    public override void WhenSent(Action action)
    {
        if (Interlocked.CompareExchange(ref _whenSent, action, null) is not null)
        {
            action();
        }
    }

    /// <summary>No byte of the answer follows.</summary>
    public void Close()
    {
        Interlocked.Exchange(ref _whenSent, Sentinel)?.Invoke();
        if (_isEnded)
        {
            _connection.Forget(StreamId);
        }
    }

    public void Received(in Http2FramePiece piece)
    {
        _received += piece.Length;
        if (piece is { Type: Http2FrameType.Data, IsFirst: false })
        {
            _body += piece.Length;
        }

        if (piece.EndsStream)
        {
            _hasEnd = true;
        }
    }

    public void Sent(in Http2FramePiece piece)
    {
        _sent += piece.Length;
        if (_responseTimestamp == 0)
        {
            _responseTimestamp = _connection.Time.GetTimestamp();
        }
        else
        {
            _lastPieceTimestamp = _connection.Time.GetTimestamp();
        }

        _isLastBlock |= piece.EndsStream;
        if (_isLastBlock && piece.EndsBlock)
        {
            Close();
        }
    }
}
