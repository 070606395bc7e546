namespace AlbEmulator.LogDelivery;

/// <summary>
/// Lines that wait for the disk, at most <paramref name="maxBytes"/> of them. The lock is held for the copy of one
/// line (some 30 ns), so that lines stand in the file in the order in which requests ended; stripes would cost that
/// order and gain nothing below millions of lines a second.
/// </summary>
internal sealed class LogQueue(long maxBytes)
{
    /// <summary>Chunks kept for the next burst.</summary>
    private const int MaxSpareChunks = 8;

    private readonly Lock _lock = new();
    private readonly Stack<LogChunk> _spare = new();
    private readonly List<LogChunk> _full = [];
    private LogChunk? _current;
    private long _waitingBytes;
    private long _waitingLines;
    private long _refusedLines;
    private bool _asleep = true;
    private bool _closed;

    /// <summary>Lines accepted and not yet written, those that are just being written among them.</summary>
    public long WaitingLines => Interlocked.Read(ref _waitingLines);

    /// <summary>Lines for which there was no room, or which came after the end.</summary>
    public long RefusedLines => Interlocked.Read(ref _refusedLines);

    public LogAdmission Add(ReadOnlySpan<byte> line, in LogRoute route)
    {
        lock (_lock)
        {
            if (_closed || _waitingBytes + line.Length > maxBytes)
            {
                _refusedLines++;
                return LogAdmission.Refused;
            }

            _waitingBytes += line.Length;
            _waitingLines++;
            if (_current is not null && _current.TryAdd(line, route))
            {
                return WakeUp();
            }

            return AddToNewChunk(line, in route);
        }
    }

    /// <summary>Moves everything that waits to the end of <paramref name="chunks"/>.</summary>
    public void TakeAll(List<LogChunk> chunks)
    {
        lock (_lock)
        {
            _asleep = true;
            chunks.AddRange(_full);
            _full.Clear();
            if (_current is not null)
            {
                chunks.Add(_current);
                _current = null;
            }
        }
    }

    /// <summary>Gives back a chunk whose lines are written or lost.</summary>
    public void Release(LogChunk chunk)
    {
        lock (_lock)
        {
            _waitingBytes -= chunk.Length;
            _waitingLines -= chunk.Lines;
            if (chunk.Capacity == LogChunk.UsualCapacity && _spare.Count < MaxSpareChunks)
            {
                chunk.Clear();
                _spare.Push(chunk);
            }
        }
    }

    /// <summary>From here on every line is refused.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    private LogAdmission AddToNewChunk(ReadOnlySpan<byte> line, in LogRoute route)
    {
        var full = _current;
        _current = NewChunk(line.Length);
        _current.TryAdd(line, route);
        if (full is null)
        {
            return WakeUp();
        }

        _full.Add(full);
        return LogAdmission.MuchWaits;
    }

    /// <summary>The first line after a <see cref="TakeAll"/> says so, the others do not.</summary>
    private LogAdmission WakeUp()
    {
        var first = _asleep;
        _asleep = false;
        return first ? LogAdmission.First : LogAdmission.Accepted;
    }

    private LogChunk NewChunk(int length)
    {
        if (length > LogChunk.UsualCapacity)
        {
            return new LogChunk(length);
        }

        return _spare.TryPop(out var spare) ? spare : new LogChunk(LogChunk.UsualCapacity);
    }
}

/// <summary>What became of a line, and whether the writer should know.</summary>
internal enum LogAdmission
{
    /// <summary>Waits with others.</summary>
    Accepted,

    /// <summary>Waits and is the first since the writer last looked.</summary>
    First,

    /// <summary>Waits, and a chunk before it is full.</summary>
    MuchWaits,

    /// <summary>Too much waits, or the log is closed.</summary>
    Refused,
}
