using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.Http1;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using AlbEmulator.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>A connection that carries one request at a time, one after the other.</summary>
internal sealed class Http1Connection : ClientConnection
{
    /// <summary>Bytes that an idle connection keeps room for.</summary>
    public const int InputLength = 2048;

    private readonly ClientSocket _socket;
    private readonly RequestPipeline _requests;
    private ClientLeaving _leaving;
    private Http1Exchange? _exchange;
    private volatile ConnectionPhase _phase;
    private volatile bool _isClosing;
    private EndingGrace _grace;
    private RememberedText _target;

    public Http1Connection(ConnectionAttempt attempt, ClientSocket socket, TimeProvider time, RequestPipeline requests)
        : base(attempt, socket, time)
    {
        _socket = socket;
        _requests = requests;
        Input = new WireInput(socket.Stream, InputLength) { CameAhead = CameAhead };
        Output = new Http1Output(socket.Stream, time);
    }

    public WireInput Input { get; }

    public Http1Output Output { get; }

    public IServiceProvider Services => _requests.Services;

    /// <summary>Bytes from the client and to it when the request under way began.</summary>
    public (long Received, long Sent) Before { get; private set; }

    /// <summary>Whether it ends behind the request under way, since the emulator or the listener does.</summary>
    public bool IsClosing => _isClosing;

    /// <summary>Whether nobody reads the body of the request under way for now.</summary>
    public bool IsBodyHeld { get; set; }

    /// <inheritdoc cref="SocketRead.Loop"/>
    public EventLoop? Loop => _socket.Plain.Reading.Loop;

    /// <inheritdoc cref="ClientLeaving.Token"/>
    public CancellationToken Left => _leaving.Token;

    /// <summary>Whether the client has left while its request was under way.</summary>
    public bool HasLeft => _leaving.HasLeft;

    /// <summary>The request target of the last request, which the next often has as well.</summary>
    public ref RememberedText Target => ref _target;

    public override bool IsBetweenRequests => _phase != ConnectionPhase.Request;

    public override long StalledSince => Output.StalledSince;

    /// <summary>Serves requests until the client, the load balancer or the time ends it.</summary>
    public async Task ServeAsync()
    {
        var lifetime = _socket.Features.Get<IConnectionLifetimeNotificationFeature>();
        using var closing = lifetime?.ConnectionClosedRequested.UnsafeRegister(static state => ((Http1Connection)state!).CloseSoon(), this);
        using var closed = _socket.ConnectionClosed.UnsafeRegister(static state => ((Http1Connection)state!).Leave(), this);
        _socket.Plain.CompleteInline();
        await ServeRequestsAsync();
        if (_isClosing)
        {
            // Whoever waits for the end of all connections may block.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    public override AlbRequest Begin(HttpContext context) => new(this, _exchange!, context);

    /// <summary>A request is passed through the load balancer.</summary>
    /// <param name="isBodyRead">Whether nothing more of it is to come, so that only the client's leaving is of interest.</param>
    public void BeginRequest(bool isBodyRead)
    {
        _phase = ConnectionPhase.Request;
        TimedOut = Input.IsInterrupted = false;
        if (isBodyRead)
        {
            Input.ReadAhead();
        }
    }

    /// <summary>It has its answer: what comes next is another, or the rest of its body.</summary>
    public void EndRequest(bool isBodyRead)
    {
        LastActivity = Time.GetTimestamp();
        Before = (Input.BytesTaken, Output.BytesWritten);
        // Last: from here on the sweep looks at the connection, and must not see when the request came for its end.
        _phase = isBodyRead ? ConnectionPhase.Head : ConnectionPhase.Drain;
    }

    /// <summary>Waits for more of a head, or of a body that is read over.</summary>
    /// <returns>False where nothing comes: the client has ended, was silent for too long, or is to go.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoreAsync(int room = 1)
    {
        while (!await Input.MoreAsync(room))
        {
            if (Input.IsEnded || (TimedOut && IsSilent) || (_isClosing && _phase == ConnectionPhase.Head && Input.Unread.IsEmpty && _grace.IsOver(Input)))
            {
                return false;
            }

            // What came as the sweep came by is none of the sweep's.
            TimedOut = Input.IsInterrupted = false;
        }

        LastActivity = Time.GetTimestamp();
        return true;
    }

    /// <summary>The client has left: nobody waits for an answer.</summary>
    public void Leave()
    {
        _leaving.HalfClosedAt = 0;
        if (_phase == ConnectionPhase.Request)
        {
            _leaving.Leave();
        }
    }

    public override void Sweep()
    {
        base.Sweep();
        if (_phase == ConnectionPhase.Request && _leaving.HalfClosedAt == 0 && (Input.HasBytesAhead || IsBodyHeld) && _socket.Plain.IsHalfClosed)
        {
            // Behind requests that wait for their turn, or behind a body that nobody reads.
            _leaving.HalfClosedAt = Time.GetTimestamp();
        }

        if (_phase == ConnectionPhase.Linger && Time.GetElapsedTime(LastActivity) >= HearingOut.Longest)
        {
            Abort();
        }

        if (_leaving.HasWaited(Time, Listener.IdleTimeout))
        {
            Leave();
        }
    }

    public override void Close()
    {
        // Its request ends with it.
    }

    protected override void Wake() => Input.Interrupt();

    private async Task ServeRequestsAsync()
    {
        try
        {
            while (await NextAsync() is { } exchange)
            {
                try
                {
                    var isKept = await exchange.ServeAsync(_requests);
                    if (!await EndAsync(exchange, isKept))
                    {
                        return;
                    }
                }
                finally
                {
                    exchange.GiveBack();
                }
            }

            await _socket.EndAsync(Input, Time);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The client has left, or it was broken off.
        }
    }

    /// <summary>The head of the next request; null where none follows.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Http1Exchange?> NextAsync()
    {
        while (!IsBegun())
        {
            if (!await MoreAsync())
            {
                return null;
            }
        }

        var exchange = Http1Exchange.Borrow(this);
        try
        {
            var head = default(HeadReading);
            while (!head.Read(exchange))
            {
                if (!await MoreAsync())
                {
                    exchange.TakeRest(Input.IsEnded ? null : Rejection.Slow(Listener), Input.IsEnded);
                    break;
                }
            }

            return _exchange = exchange;
        }
        catch
        {
            exchange.GiveBack();
            throw;
        }
    }

    /// <summary>Whether there is something of the next request. Empty lines before it are nobody's (RFC 9112, 2.2).</summary>
    private bool IsBegun()
    {
        var unread = Input.Unread;
        if (unread.IndexOfAnyExcept((byte)'\r', (byte)'\n') is not 0 and var blank)
        {
            Input.Take(blank < 0 ? unread.Length : blank);
            Before = Before with { Received = Input.BytesTaken };
        }

        return !Input.Unread.IsEmpty;
    }

    /// <summary>Whether the connection carries another request behind one that was answered.</summary>
    private async ValueTask<bool> EndAsync(Http1Exchange exchange, bool isKept)
    {
        if (isKept && !IsClosing)
        {
            if (exchange.Body.HasEnded || await DrainAsync(exchange.Body))
            {
                return true;
            }

            if (TimedOut)
            {
                await _socket.EndAsync(Input, Time);
                return false;
            }
        }

        var maySendMore = !Input.IsEnded && (!exchange.Body.HasEnded || !Input.Unread.IsEmpty || exchange.Rejection is not null);
        await (maySendMore ? HearOutAsync() : _socket.EndAsync(Input, Time));
        return false;
    }

    /// <summary>The rest of a body that nobody read counts for no request.</summary>
    private async ValueTask<bool> DrainAsync(Http1RequestBody body)
    {
        var isDrained = await body.DrainAsync(this);
        Before = Before with { Received = Input.BytesTaken };
        _phase = ConnectionPhase.Head;
        // Who was to look up for it may have looked up for the rest of the body.
        Input.IsInterrupted |= _isClosing;
        return isDrained;
    }

    private async ValueTask HearOutAsync()
    {
        await _socket.EndTlsAsync(Input, Time);
        _socket.Plain.End(SocketShutdown.Send);
        LastActivity = Time.GetTimestamp();
        _phase = ConnectionPhase.Linger;
        await HearingOut.ReadOverAsync(Input, Time);
    }

    private void CloseSoon()
    {
        _isClosing = true;
        Input.Interrupt();
    }

    /// <summary>Something came from the client while its request is under way: whether it has left.</summary>
    private void CameAhead()
    {
        if (Input.IsBroken)
        {
            Leave();
        }
        else if (Input.IsEndAhead)
        {
            _leaving.HalfClosedAt = Time.GetTimestamp();
        }
    }
}
