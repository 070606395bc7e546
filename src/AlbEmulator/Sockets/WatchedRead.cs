using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace AlbEmulator.Sockets;

/// <summary>
/// Reads where the system has said that there is something: no read that finds nothing stands before each wait. Whatever brought
/// less than there was room for has taken all there was, and the system tells of what comes after it: epoll(7), questions and answers.
/// </summary>
/// <param name="socket">That is read. Does not block.</param>
internal sealed class WatchedRead(Socket socket) : SocketRead, IWatched, IValueTaskSource<int>, IThreadPoolWorkItem
{
    /// <summary>No descriptor: nobody has waited yet.</summary>
    private const int NotWatched = -1;

    private static readonly bool AllInline = SystemLoops.AreInline;

    private WatchState _state = new();
    private int _descriptor = NotWatched;
    private bool _isInline = AllInline;
    private Memory<byte> _buffer;
    private Action _ends = null!;
    private Action? _endsStream;
    private ManualResetValueTaskSourceCore<bool> _stream;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _registration;

    public int WatchNumber { get; set; }

    public override void CompleteInline() => _isInline = true;

    public override bool Begin(Memory<byte> buffer, Action ends)
    {
        (_buffer, _ends) = (buffer, ends);
        return !TryRead() && !ReadOrWait();
    }

    public override bool TryRead(Memory<byte> buffer)
    {
        _buffer = buffer;
        return TryRead();
    }

    public override bool TryEnd()
    {
        if (!_state.TakeWait(0, 0))
        {
            return false;
        }

        return Receive() || Fail(SocketError.OperationAborted);
    }

    /// <summary>Reads as a stream does. A read into nothing ends when there is something.</summary>
    /// <param name="buffer">Where what comes is put.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        (_buffer, _ends) = (buffer, _endsStream ??= () => _stream.SetResult(true));
        if (TryRead())
        {
            return Error == SocketError.Success ? new(Bytes) : ValueTask.FromException<int>(Failure);
        }

        _stream.Reset();
        _cancellation = cancellationToken;
        // Before the wait: from then on another may be at the end of it.
        _registration = cancellationToken.UnsafeRegister(static read => ((WatchedRead)read!).EndWait(WatchState.Cancelled), this);
        if (ReadOrWait())
        {
            _ends();
        }

        return new(this, _stream.Version);
    }

    public void Tell(bool isUnusual)
    {
        var unusual = isUnusual ? WatchState.Unusual : 0;
        if (!_state.TakeWait(unusual, unusual | WatchState.Ready))
        {
            return;
        }

        if (_isInline)
        {
            Execute();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Somebody waits, and something came.</summary>
    public void Execute()
    {
        if (_buffer.IsEmpty ? IsThere() : Receive() || ReadOrWait())
        {
            _ends();
        }
    }

    public override void Dispose()
    {
        EndWait(WatchState.Closed);
        // Whoever is about to watch it sees that it is closed: he writes the descriptor before he looks, and this looks after it wrote.
        if (Volatile.Read(ref _descriptor) is not NotWatched and var descriptor)
        {
            EventLoop.Remove(this, descriptor);
        }
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        _stream.GetResult(token);
        // Waits for one that is about to cancel, which must not end the next read.
        _registration.Dispose();
        _registration = default;
        _state.Clear(WatchState.Cancelled);
        return Error switch
        {
            SocketError.Success => Bytes,
            SocketError.OperationAborted when _cancellation.IsCancellationRequested => throw new OperationCanceledException(_cancellation),
            _ => throw Failure,
        };
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _stream.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _stream.OnCompleted(continuation, state, token, flags);

    /// <summary>Whoever waits waits no longer, and got nothing.</summary>
    /// <param name="why"><see cref="WatchState.Cancelled"/> or <see cref="WatchState.Closed"/>.</param>
    private void EndWait(int why)
    {
        if (_state.TakeWait(why, why))
        {
            Fail(SocketError.OperationAborted);
            // Elsewhere: whoever ends it may hold what the other wants.
            ThreadPool.UnsafeQueueUserWorkItem(static read => read._ends(), this, preferLocal: false);
        }
    }

    /// <summary>Whether it has read, or failed: false where there is nothing, or nothing was said of something.</summary>
    private bool TryRead()
    {
        if (!_state.Has(WatchState.Ready | WatchState.Unusual))
        {
            return false;
        }

        // Before it reads: what comes from then on is told anew.
        _state.Clear(WatchState.Ready);
        return Receive();
    }

    /// <summary>Whether it has read, or failed: false where there is nothing.</summary>
    private bool Receive()
    {
        Span<byte> any = stackalloc byte[1];
        var isWait = _buffer.IsEmpty;
        try
        {
            Bytes = socket.Receive(isWait ? any : _buffer.Span, isWait ? SocketFlags.Peek : SocketFlags.None, out var error);
            // Of a socket that is being closed .NET says that the other side has done it.
            Error = error == SocketError.ConnectionAborted ? SocketError.OperationAborted : error;
        }
        catch (ObjectDisposedException)
        {
            return Fail(SocketError.OperationAborted);
        }

        if (Error == SocketError.WouldBlock)
        {
            return false;
        }

        if (Bytes == 0 && _state.Has(WatchState.Closed))
        {
            // What looks like the end of what comes is our own.
            return Fail(SocketError.OperationAborted);
        }

        if (isWait && Error == SocketError.Success)
        {
            return IsThere();
        }

        if (Bytes == 0 || Bytes == _buffer.Length)
        {
            // There may be more, be it the end.
            _state.Set(WatchState.Ready);
        }

        return true;
    }

    /// <summary>Whoever waits and reads nothing is to come back for what is there.</summary>
    private bool IsThere()
    {
        _state.Set(WatchState.Ready);
        (Bytes, Error) = (0, SocketError.Success);
        return true;
    }

    /// <summary>Whether it has read, or failed; where not, it waits, and another may have ended the wait by now.</summary>
    private bool ReadOrWait()
    {
        if (_descriptor == NotWatched && Watch() is not SocketError.Success and var error)
        {
            return Fail(error);
        }

        while (!_state.TryWait())
        {
            if (_state.Has(WatchState.Closed))
            {
                EventLoop.Remove(this, _descriptor);
            }

            if (_state.Has(WatchState.Closed | WatchState.Cancelled))
            {
                return Fail(SocketError.OperationAborted);
            }

            if (TryRead())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>From now on the system tells what comes. Why not, where it does not.</summary>
    private SocketError Watch()
    {
        try
        {
            using var open = new OpenDescriptor(socket);
            Loop ??= EventLoop.Next();
            if (Loop?.WatchToRead(this, open.Number) != true)
            {
                return SocketError.TooManyOpenSockets;
            }

            Interlocked.Exchange(ref _descriptor, open.Number);
            return SocketError.Success;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }
}
