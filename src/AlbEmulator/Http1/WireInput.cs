using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace AlbEmulator.Http1;

/// <summary>
/// What comes over a connection. At most one read is outstanding, into a buffer of its own, so that it may begin before
/// anybody waits for what it brings: so a side that hangs up is noticed meanwhile. One caller at a time takes what came;
/// <see cref="Interrupt"/> alone may be called by others.
/// </summary>
internal sealed class WireInput : IValueTaskSource<bool>
{
    /// <summary>No read is outstanding.</summary>
    private const int Quiet = 0;

    /// <summary>A read is outstanding, and nobody waits for it.</summary>
    private const int Ahead = 1;

    /// <summary>A read is outstanding, and somebody waits.</summary>
    private const int Awaited = 2;

    private readonly Stream _stream;
    private readonly int _length;
    private readonly Action _readEnds;
    private ManualResetValueTaskSourceCore<bool> _waiter;
    private WireRead _read;
    private InputBuffer _buffer;
    private int _state;
    private Turn _turn;
    private volatile bool _isInterrupted;

    /// <param name="stream">That is read.</param>
    /// <param name="length">Of the buffer, bytes, but for heads that are longer.</param>
    public WireInput(Stream stream, int length)
    {
        _stream = stream;
        _length = length;
        _read = new WireRead(stream);
        _buffer = new InputBuffer(length);
        _readEnds = ReadEnds;
    }

    /// <summary>Called where a read ended for which nobody waited: by any thread. Must not block.</summary>
    public Action? CameAhead { get; set; }

    /// <summary>Bytes that came and were not taken yet.</summary>
    public ReadOnlySpan<byte> Unread
    {
        get
        {
            TakeNote();
            return _buffer.Unread;
        }
    }

    /// <summary>Whether the other side has sent its last byte, which may still be unread.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether <see cref="ReadOn"/> reads what has no room.</summary>
    public bool ReadsOn => _read.CanTry;

    /// <summary>Whether the connection broke.</summary>
    public bool IsBroken => _read.HasFailed;

    /// <summary>Why it broke.</summary>
    public Exception Failure => _read.Failure;

    /// <summary>Whether the last read had no room for more, so that there may be more.</summary>
    public bool WasFull { get; private set; }

    /// <summary>Whether a read for which nobody waited found the end. From any thread.</summary>
    public bool IsEndAhead => _read.Arrived == 0;

    /// <summary>Whether a read for which nobody waited brought bytes that nobody has looked at. From any thread.</summary>
    public bool HasBytesAhead => _read.Arrived > 0;

    /// <summary>Whether somebody wants whoever waits to look up. Stays until it is taken back.</summary>
    public bool IsInterrupted
    {
        get => _isInterrupted;
        set => _isInterrupted = value;
    }

    /// <summary>Whether a read is outstanding. From any thread.</summary>
    public bool IsReading => Volatile.Read(ref _state) != Quiet;

    /// <summary>Bytes taken since the connection began.</summary>
    public long BytesTaken { get; private set; }

    /// <summary>Takes bytes that are <see cref="Unread"/>.</summary>
    public void Take(int bytes)
    {
        _buffer.Take(bytes);
        BytesTaken += bytes;
        if (_buffer.IsEmpty && Volatile.Read(ref _state) == Quiet && _read.Arrived == WireRead.Nothing)
        {
            _buffer.Reset();
        }
    }

    /// <summary>Begins to read where no read is outstanding and there is room, and waits for nothing.</summary>
    public void ReadAhead()
    {
        if (Volatile.Read(ref _state) != Quiet)
        {
            return;
        }

        TakeNote();
        if (!IsEnded && !IsBroken)
        {
            _buffer.MoveToFront();
            if (_buffer.IsFull)
            {
                return;
            }

            _state = Ahead;
            if (_read.Begin(_buffer.Free, _readEnds))
            {
                _state = Quiet;
                CameAhead?.Invoke();
            }
        }
    }

    /// <summary>Ends a read for which nobody waits, for whoever closes the connection: it counts as broken where nothing is there.</summary>
    /// <returns>False where there is none, and where it goes on.</returns>
    public bool TryEndReading()
    {
        if (Volatile.Read(ref _state) != Ahead || !_read.TryEnd())
        {
            return false;
        }

        Volatile.Write(ref _state, Quiet);
        return true;
    }

    /// <summary>Waits until there are more bytes than there were when they were last looked at.</summary>
    /// <param name="room">For so many bytes, where the read begins now.</param>
    /// <returns>False where none came: the other side has sent its last byte, or somebody interrupted.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask<bool> MoreAsync(int room = 1)
    {
        // Whoever ends a read makes it quiet, and only the caller begins one.
        var state = Volatile.Read(ref _state);
        if (TakeNote())
        {
            return new(Came());
        }

        if (IsEnded || IsBroken || _isInterrupted)
        {
            return new(Came(false));
        }

        _waiter.Reset();
        if (state == Quiet)
        {
            _buffer.MakeRoom(room);
            _state = Awaited;
            if (_read.Begin(_buffer.Free, _readEnds))
            {
                if (Interlocked.Exchange(ref _state, Quiet) != Awaited)
                {
                    // Who interrupts is about to end this wait, and must not end the next.
                    return new(this, _waiter.Version);
                }

                _turn.Add(_read.Arrived);
                TakeNote();
                return _turn.TryEnd() ? CameLaterAsync() : new(Came());
            }
        }
        else if (Interlocked.CompareExchange(ref _state, Awaited, Ahead) != Ahead)
        {
            TakeNote();
            return new(Came());
        }

        if (_isInterrupted)
        {
            Interrupt();
        }

        return new(this, _waiter.Version);
    }

    /// <summary>Reads past its own buffer into one that is not empty, where no read is outstanding and all that came was taken.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadPastAsync(Memory<byte> buffer)
    {
        var read = _stream.ReadAsync(buffer);
        var isAtOnce = read.IsCompleted;
        var bytes = TookPast(await read.ConfigureAwait(false));
        if (!isAtOnce)
        {
            _turn = default;
        }
        else if (_turn.TryEnd())
        {
            await Task.Yield();
        }

        return bytes;
    }

    /// <summary>The same with what is known to be there; waits for nothing.</summary>
    /// <returns>Bytes; 0 also where none are known to be there, and where others are to have their turn.</returns>
    public int ReadOn(Memory<byte> buffer)
    {
        if (_turn.IsOver || buffer.IsEmpty || IsReading || !Unread.IsEmpty || IsEnded || IsBroken || !_read.TryRead(buffer) || IsBroken)
        {
            return 0;
        }

        var bytes = TookPast(_read.Arrived);
        _read.Arrived = WireRead.Nothing;
        return bytes;
    }

    /// <summary>Ends the wait of whoever waits. From any thread.</summary>
    public void Interrupt()
    {
        _isInterrupted = true;
        if (Interlocked.CompareExchange(ref _state, Ahead, Awaited) == Awaited)
        {
            _waiter.SetResult(false);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _waiter.GetResult(token);
        _turn = default;
        return Came(TakeNote());
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private int TookPast(int bytes)
    {
        BytesTaken += bytes;
        IsEnded = bytes == 0;
        WasFull = bytes >= _length;
        _turn.Add(bytes);
        return bytes;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> CameLaterAsync()
    {
        await Task.Yield();
        return Came();
    }

    private void ReadEnds()
    {
        if (!_read.GoOn(_buffer.Free, _readEnds))
        {
            return;
        }

        if (Interlocked.Exchange(ref _state, Quiet) == Awaited)
        {
            _waiter.SetResult(true);
        }
        else
        {
            CameAhead?.Invoke();
        }
    }

    /// <summary>Takes note of what the last read brought. Whether it brought anything, the end or an error included.</summary>
    private bool TakeNote()
    {
        if (Volatile.Read(ref _state) != Quiet || _read.Arrived == WireRead.Nothing)
        {
            return false;
        }

        var arrived = _read.Arrived;
        _read.Arrived = WireRead.Nothing;
        _buffer.Put(arrived);
        WasFull = _buffer.IsFull;
        IsEnded |= arrived == 0;
        return true;
    }

    /// <exception cref="IOException">The connection broke.</exception>
    private bool Came(bool hasCome = true) =>
        IsBroken ? throw new IOException("The connection broke.", _read.Failure) : hasCome && !IsEnded;
}
