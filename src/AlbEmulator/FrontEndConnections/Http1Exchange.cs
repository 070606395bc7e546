using System.Runtime.CompilerServices;
using System.Text;
using AlbEmulator.Desync;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using AlbEmulator.Sockets;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// A request and its answer on an HTTP/1 connection. Used again for another request, be it of another connection: a
/// connection that is idle has none.
/// </summary>
internal sealed class Http1Exchange : Exchange
{
    /// <summary>Bytes of a head for which room is kept.</summary>
    private const int UsualHead = 8 * 1024;

    private readonly HeaderLines _lines = new();
    private readonly DefaultHttpContext _context;
    private readonly Http1Features _features;
    private byte[] _head = new byte[2048];
    private int _headLength;
    private bool _isKeptAlive;

    public Http1Exchange()
    {
        Headers = new WireHeaders(_lines);
        _features = new Http1Features(this);
        _context = new DefaultHttpContext(_features);
    }

    public Http1Connection Connection { get; private set; } = null!;

    public Http1Output Output => Connection.Output;

    public WireHeaders Headers { get; }

    public Http1RequestBody Body { get; } = new();

    public Http1Response Response { get; } = new();

    /// <summary>As the client wrote it; empty where none could be read.</summary>
    public string Method { get; private set; } = "";

    /// <summary>As the client wrote it, one byte in each character; empty where none could be read.</summary>
    public string Target { get; private set; } = "";

    public bool IsHttp10 { get; private set; }

    public bool IsHead => Method == "HEAD";

    /// <summary>Whether it wants to speak something else from here on.</summary>
    public bool IsUpgradable => !IsHttp10 && !Body.IsThere
        && _lines.Find(HeaderName.Upgrade) >= 0 && _lines.Has(HeaderName.Connection, "upgrade"u8);

    /// <summary>Where the journal notes headers; null where it does not.</summary>
    public HeaderNotes? Notes => _features.Get<AlbRequest>()?.HeaderNotes;

    public DateTimeOffset Now => Connection.Time.GetUtcNow();

    /// <summary>Request line and headers as they came, with the empty line at their end if it came.</summary>
    public ReadOnlySpan<byte> HeadAsItCame => _head.AsSpan(0, _headLength);

    public override long ReceivedBytes => IsRead ? Connection.Input.BytesTaken - Connection.Before.Received : 0;

    public override long SentBytes => Output.BytesWritten - Connection.Before.Sent;

    public override long ResponseTimestamp => Output.ResponseTimestamp;

    public override long LastPieceTimestamp => Output.LastPieceTimestamp;

    /// <summary>A request is complete when its answer was handed to the socket.</summary>
    public override bool IsSent => true;

    public override bool IsBodyRead => Body.HasEnded;

    public override EventLoop? Loop => Connection.Loop;

    public override bool IsKeptAlive => _isKeptAlive && !Connection.IsClosing;

    /// <summary>One for a request that begins.</summary>
    public static Http1Exchange Borrow(Http1Connection connection)
    {
        var exchange = LoopPool<Http1Exchange>.Get();
        exchange.Connection = connection;
        exchange.CreatedAt = connection.LastActivity;
        exchange.CreationTime = connection.Time.GetUtcNow().UtcDateTime;
        return exchange;
    }

    /// <summary>Another request may have it, also one of another emulator in the process: it holds nothing of this one.</summary>
    public void GiveBack()
    {
        Connection = null!;
        Rejection = null;
        _features.End();
        Body.End();
        if (_head.Length > UsualHead)
        {
            _head = new byte[UsualHead];
        }

        LoopPool<Http1Exchange>.Return(this);
    }

    /// <summary>The head of the request has come.</summary>
    /// <param name="bytes">All of it, or as much as there will be.</param>
    /// <param name="isEnded">Whether the client ended before its end.</param>
    public void Take(ReadOnlySpan<byte> bytes, bool isEnded)
    {
        if (_head.Length < bytes.Length)
        {
            _head = new byte[bytes.Length];
        }

        bytes.CopyTo(_head);
        _headLength = bytes.Length;
        _lines.Begin(_head);
        bytes = _head.AsSpan(0, _headLength);
        var head = HeadScanner.Scan(bytes, isEnded, _lines);
        Headers.Begin();
        Classification = head.Classification;
        var mode = Connection.Listener.DesyncMitigationMode;
        var action = Mitigation.Of(mode, Classification.Tier);
        ClosesConnections = action == MitigationAction.AllowAndClose;
        Rejection = head.Line.IsOtherProtocol ? bytes.StartsWith("PRI "u8) ? Rejection.Http2Preface : Rejection.OtherVersion
            : !head.Line.IsRequestLine ? Rejection.NoRequest
            : Rejection.Of(head, action, mode) ?? (head.Length == 0 ? Rejection.Cut : null);
        TakeLine(bytes, head.Line);
        TakeFraming(head);
        _isKeptAlive = Rejection is null && !ClosesConnections && (IsHttp10
            ? _lines.Has(HeaderName.Connection, "keep-alive"u8)
            : !_lines.Has(HeaderName.Connection, "close"u8));
        if (Rejection is null && !IsHttp10 && _lines.Find(HeaderName.Host) < 0)
        {
            Rejection = Rejection.NoHost;
            _isKeptAlive = false;
        }
    }

    /// <summary>The head of the request will not come whole, or is of no use: takes what has come.</summary>
    /// <param name="rejection">Why; null where the client ended it, or it says so itself.</param>
    /// <param name="isEnded">Whether the client ended it.</param>
    public void TakeRest(Rejection? rejection, bool isEnded = false)
    {
        var input = Connection.Input;
        Take(input.Unread, isEnded);
        input.Take(input.Unread.Length);
        Rejection = rejection ?? Rejection;
        _isKeptAlive = false;
    }

    public override ValueTask SendInterimAsync(ReadOnlyMemory<byte> head) =>
        IsHttp10 || Response.HasStarted ? default : ToleratedAsync(Output.SendInterimAsync(head));

    public override ValueTask FlushHeadAsync() => ToleratedAsync(Response.FlushHeadAsync());

    /// <exception cref="InvalidOperationException">The client did not ask for it.</exception>
    public async Task<Stream> UpgradeAsync()
    {
        if (!IsUpgradable)
        {
            throw new InvalidOperationException("The target switched protocols, which the client did not ask for.");
        }

        await Response.UpgradeAsync();
        return new Http1Tunnel(Connection);
    }

    /// <summary>Passes the request through the load balancer.</summary>
    /// <returns>Whether the connection may carry another.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ServeAsync(RequestPipeline requests)
    {
        Response.Begin(this);
        _context.Initialize(_features);
        try
        {
            await requests.PassAsync(_context, this);
            var isComplete = await CompleteAsync();
            await _features.CompleteAsync();
            return isComplete && Response.KeepsAlive;
        }
        finally
        {
            _context.Uninitialize();
        }
    }

    public override void Begin(HttpContext context)
    {
        HeadBytes = ReceivedBytes;
        // What is refused is answered at once.
        Connection.BeginRequest(Body.HasEnded && Rejection is null);
    }

    public override void End()
    {
        Output.EndResponse();
        Connection.EndRequest(Body.HasEnded);
    }

    public override bool HasBodyCome => Body.HasCome;

    public override void HoldBody(bool isHeld)
    {
        Connection.IsBodyHeld = isHeld;
        if (isHeld)
        {
            Connection.Input.ReadAhead();
        }
    }

    public override void Reset(HttpContext context) => Connection.Reset();

    public override void WhenSent(Action action) => action();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ToleratedAsync(ValueTask sent)
    {
        try
        {
            await sent;
        }
        catch (IOException)
        {
            // The client has left, as whoever reads from it or writes to it next will hear.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> CompleteAsync()
    {
        try
        {
            // What nobody waits for any longer is not begun.
            if (Response.HasStarted || !Connection.HasLeft)
            {
                if (await Response.CompleteAsync())
                {
                    return true;
                }
            }

            // Less than its head says.
            Connection.Abort();
        }
        catch (IOException)
        {
            // The client has left.
        }

        return false;
    }

    private void TakeLine(ReadOnlySpan<byte> bytes, in LineRead line)
    {
        IsHttp10 = line.IsHttp10;
        IsRead = line is { IsReadable: true } or { IsOtherProtocol: true, IsUriMissing: false };
        if (!IsRead)
        {
            (Method, Target, WrittenVersion) = ("", "", null);
            return;
        }

        Method = MethodOf(bytes[line.MethodAt]);
        Target = Connection.Target.Of(bytes[line.UriAt]);
        var version = bytes[line.VersionAt];
        WrittenVersion = version.SequenceEqual("HTTP/1.1"u8) || version.SequenceEqual("HTTP/1.0"u8)
            ? null
            : Encoding.Latin1.GetString(version);
    }

    private void TakeFraming(in RequestHead head)
    {
        Body.Begin(Connection.Input, head.IsChunked, head.ContentLength ?? 0);
        if (_lines.Find(HeaderName.TransferEncoding) >= 0 || Classification.Reason == ClassificationReason.DuplicateContentLength)
        {
            Headers.KeepFraming(head.IsChunked);
        }
    }

    private static string MethodOf(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("GET"u8) ? "GET"
        : method.SequenceEqual("POST"u8) ? "POST"
        : method.SequenceEqual("HEAD"u8) ? "HEAD"
        : Encoding.Latin1.GetString(method);
}
