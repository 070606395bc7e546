using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.Http1;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Connections.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>A connection that carries one request at a time, one after the other.</summary>
internal sealed class Http1Connection : ClientConnection
{
    /// <summary>Bytes that an idle connection keeps room for.</summary>
    public const int InputLength = 2048;

    /// <summary>
    /// How long a client that has closed its half of the connection is given its answer, and a quarter of the idle timeout at
    /// most. From then on it counts as one that has left, as most of those have: the system does not tell the two apart. AWS
    /// does not say how long an ALB waits.
    /// </summary>
    private static readonly TimeSpan HalfClosedPatience = TimeSpan.FromSeconds(1);

    /// <summary>How long a client is heard out that was answered before it had sent all.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly ClientSocket _socket;
    private readonly RequestPipeline _requests;
    private ClientLeaving _leaving;
    private Http1Exchange? _exchange;
    private volatile ConnectionPhase _phase;
    private volatile bool _isClosing;
    private EndingGrace _grace;
    private long _endedAt;

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

    private TimeSpan Patience => Listener.IdleTimeout / 4 is var quarter && quarter < HalfClosedPatience ? quarter : HalfClosedPatience;

    public IServiceProvider Services => _requests.Services;

    /// <summary>Bytes from the client and to it when the request under way began.</summary>
    public (long Received, long Sent) Before { get; private set; }

    /// <summary>Whether it ends behind the request under way, since the emulator or the listener does.</summary>
    public bool IsClosing => _isClosing;

    /// <summary>Whether nobody reads the body of the request under way for now.</summary>
    public bool IsBodyHeld { get; set; }

    /// <inheritdoc cref="ClientLeaving.Token"/>
    public CancellationToken Left => _leaving.Token;

    /// <summary>Whether the client has left while its request was under way.</summary>
    public bool HasLeft => _leaving.HasLeft;

    public override bool IsBetweenRequests => _phase != ConnectionPhase.Request;

    public override long StalledSince => Output.StalledSince;

    /// <summary>The request target of the last request, which the next often has as well.</summary>
    public ref RememberedText Target => ref _target;

    private RememberedText _target;

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
        TimedOut = false;
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
        _endedAt = 0;
        if (_phase == ConnectionPhase.Request)
        {
            _leaving.Leave();
        }
    }

    public override void Sweep()
    {
        base.Sweep();
        if (_phase == ConnectionPhase.Request && _endedAt == 0 && (Input.HasBytesAhead || IsBodyHeld) && _socket.Plain.IsHalfClosed)
        {
            // Behind requests that wait for their turn, or behind a body that nobody reads.
            _endedAt = Time.GetTimestamp();
        }

        if (_phase == ConnectionPhase.Linger && Time.GetElapsedTime(LastActivity) >= Linger)
        {
            Abort();
        }

        if (_endedAt is not 0 and var ended && Time.GetElapsedTime(ended) >= Patience)
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
        }
        catch (IOException)
        {
            // The client has left.
        }
        catch (ObjectDisposedException)
        {
            // It was broken off.
        }
    }

    /// <summary>The head of the next request; null where none follows.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Http1Exchange?> NextAsync()
    {
        while (Input.Unread.IsEmpty)
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

    /// <summary>Whether the connection carries another request behind one that was answered.</summary>
    private async ValueTask<bool> EndAsync(Http1Exchange exchange, bool isKept)
    {
        if (isKept && !IsClosing)
        {
            return exchange.Body.HasEnded || await DrainAsync(exchange.Body);
        }

        if (!Input.IsEnded && (!exchange.Body.HasEnded || !Input.Unread.IsEmpty || exchange.Rejection is not null))
        {
            await HearOutAsync();
        }
        else if (Input.IsReading && _socket.Plain.EndsReading())
        {
            await Input.MoreAsync();
        }

        return false;
    }

    /// <summary>The rest of a body that nobody read counts for no request.</summary>
    private async ValueTask<bool> DrainAsync(Http1RequestBody body)
    {
        if (!await body.DrainAsync(this))
        {
            return false;
        }

        Before = Before with { Received = Input.BytesTaken };
        _phase = ConnectionPhase.Head;
        return true;
    }

    /// <summary>What a client still sends is read over, so that the system does not take the answer back from it.</summary>
    private async ValueTask HearOutAsync()
    {
        _socket.Plain.End(SocketShutdown.Send);
        var began = LastActivity = Time.GetTimestamp();
        _phase = ConnectionPhase.Linger;
        Input.IsInterrupted = false;
        do
        {
            Input.Take(Input.Unread.Length);
        }
        while (Time.GetElapsedTime(began) < Linger && await Input.MoreAsync());
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
            _endedAt = Time.GetTimestamp();
        }
    }
}
