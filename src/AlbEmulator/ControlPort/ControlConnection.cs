using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace AlbEmulator.ControlPort;

/// <summary>
/// A connection to the control port: what Kestrel reads in place of the socket, so that it is known since when a client is
/// silent, or sends the head of a request and does not come to its end.
/// </summary>
internal sealed class ControlConnection : PipeReader, IDuplexPipe
{
    private readonly ConnectionContext _connection;
    private readonly PipeReader _socket;
    private readonly TimeProvider _time;
    private long _since;
    private int _phase;
    private volatile bool _isLate;

    public ControlConnection(ConnectionContext connection, TimeProvider time)
    {
        _connection = connection;
        _socket = connection.Transport.Input;
        Output = connection.Transport.Output;
        _time = time;
        _since = time.GetTimestamp();
    }

    private enum Phase
    {
        Silent,
        Head,
        Request,
    }

    public PipeReader Input => this;

    public PipeWriter Output { get; }

    /// <summary>Whether there was no room for it: nothing but <c>/health</c> is answered.</summary>
    public bool IsSurplus { get; init; }

    /// <summary>Whether it has been told to end.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Whether a request is being answered.</summary>
    public bool IsBusy => Now == Phase.Request;

    /// <summary>Whether a part of the head of a request is there.</summary>
    public bool IsInHead => Now == Phase.Head;

    /// <summary>Since when it does what it does: a timestamp.</summary>
    public long Since => Volatile.Read(ref _since);

    private Phase Now => (Phase)Volatile.Read(ref _phase);

    /// <summary>The head of a request is whole.</summary>
    public void Begin() => Enter(Phase.Request);

    /// <summary>A request has its answer.</summary>
    public void End() => Enter(Phase.Silent);

    /// <summary>Ends it if it was silent, or came to no end with the head of a request, for too long.</summary>
    public void Sweep()
    {
        var patience = Now switch
        {
            Phase.Silent => ControlLimits.KeepAlive,
            Phase.Head => ControlLimits.Head,
            _ => TimeSpan.MaxValue,
        };
        if (!IsLeaving && _time.GetElapsedTime(Since) >= patience)
        {
            Leave();
        }
    }

    /// <summary>Ends it: without a word where it is silent, else with a 408. A request under way has its answer first.</summary>
    public void Leave()
    {
        IsLeaving = true;
        _isLate = IsInHead;
        if (_isLate)
        {
            _socket.CancelPendingRead();
        }
        else if (_connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } lifetime)
        {
            lifetime.RequestClose();
        }
        else
        {
            _connection.Abort();
        }
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Seen(await _socket.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        var isThere = _socket.TryRead(out result);
        if (isThere)
        {
            Seen(result);
        }

        return isThere;
    }

    public override void AdvanceTo(SequencePosition consumed) => _socket.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
        _socket.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _socket.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _socket.Complete(exception);

    /// <exception cref="BadHttpRequestException">The head of a request took too long.</exception>
    private ReadResult Seen(in ReadResult result)
    {
        if (_isLate)
        {
            throw new BadHttpRequestException(
                "The head of the request took too long.", StatusCodes.Status408RequestTimeout);
        }

        if (Now == Phase.Silent && !result.Buffer.IsEmpty)
        {
            Enter(Phase.Head);
        }

        return result;
    }

    private void Enter(Phase phase)
    {
        Volatile.Write(ref _since, _time.GetTimestamp());
        Volatile.Write(ref _phase, (int)phase);
    }
}
