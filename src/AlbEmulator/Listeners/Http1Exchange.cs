using AlbEmulator.Desync;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners;

/// <summary>The request under way on an HTTP/1 connection: what crossed it since the request before.</summary>
internal sealed class Http1Exchange(Http1Connection connection) : Exchange
{
    private HttpContext _context = null!;
    private bool _isChunked;
    private bool _isKeptAlive;

    public Http1Writer Writer => connection.Writer;

    public override long ReceivedBytes => connection.Reader.BytesConsumed - connection.Before.Received;

    public override long SentBytes => connection.Writer.BytesWritten - connection.Before.Sent;

    public override long ResponseTimestamp => connection.Writer.ResponseTimestamp;

    public override long LastPieceTimestamp => connection.Writer.LastPieceTimestamp;

    /// <summary>Kestrel completes a response when it has written it.</summary>
    public override bool IsSent => true;

    public override bool IsBodyRead => _isChunked
        ? IsChunkedBodyRead
        : ReceivedBytes - HeadBytes >= (_context.Request.ContentLength ?? 0);

    /// <summary>Whether the end of a body of unknown length was read.</summary>
    public bool IsChunkedBodyRead { get; set; }

    public override bool IsKeptAlive => _isKeptAlive;

    public override string? EscapedTarget => connection.WireLine?.Target;

    public override WireLine? WireLine => connection.WireLine;

    public override Classification Classification => connection.Classification;

    public override bool ClosesConnections => connection.IsClosedAfterwards;

    public override async ValueTask SendInterimAsync(ReadOnlyMemory<byte> head)
    {
        if (!HttpProtocol.IsHttp10(_context.Request.Protocol))
        {
            await connection.Writer.SendInterimAsync(head);
        }
    }

    public override void Begin(HttpContext context)
    {
        _context = context;
        CreatedAt = connection.HeadTimestamp;
        CreationTime = connection.HeadTime;
        HeadBytes = ReceivedBytes;
        _isChunked = context.Request.Headers.TransferEncoding.Count > 0;
        _isKeptAlive = KeepAlive(context.Request) && !connection.IsClosedAfterwards;
        if (_isChunked)
        {
            context.Request.Body = new ChunkedBody(context.Request.Body, this);
        }

        connection.Phase = ConnectionPhase.Request;
        connection.TimedOut = false;
        connection.HeadTimestamp = 0;
    }

    /// <summary>What comes next on the connection is another request.</summary>
    public override void End()
    {
        var isBodyRead = IsBodyRead;
        connection.HasLeft = !isBodyRead && _context.RequestAborted.IsCancellationRequested;
        connection.Writer.EndResponse();
        connection.EndRequest();
        connection.LastActivity = connection.Time.GetTimestamp();
        connection.Before = (connection.Reader.BytesConsumed, connection.Writer.BytesWritten);
        // Last: from here on the sweep looks at the connection, and must not see when the request came for its end.
        if (isBodyRead)
        {
            connection.Phase = ConnectionPhase.Head;
        }
        else
        {
            connection.BeginDrain(_context.Features.GetRequiredFeature<IHttpRequestIdentifierFeature>());
        }
    }

    public override void WhenSent(Action action) => action();

    private static bool KeepAlive(HttpRequest request)
    {
        var connection = request.Headers.Connection;
        return HttpProtocol.IsHttp10(request.Protocol)
            ? ConnectionHeader.Has(connection, "keep-alive")
            : connection.Count == 0 || !ConnectionHeader.Has(connection, "close");
    }
}
