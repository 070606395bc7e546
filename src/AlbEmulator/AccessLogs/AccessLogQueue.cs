namespace AlbEmulator.AccessLogs;

/// <summary>
/// Lines that wait for the disk, at most <paramref name="maxBytes"/> of them. The lock is held for the copy of one
/// line (some 30 ns), so that lines stand in the file in the order in which requests ended; stripes would cost that
/// order and gain nothing below millions of lines a second.
/// </summary>
internal sealed class AccessLogQueue(long maxBytes)
{
    /// <summary>Chunks kept for the next burst.</summary>
    private const int MaxSpareChunks = 8;

    private readonly Lock _lock = new();
    private readonly Stack<AccessLogChunk> _spare = new();
    private readonly List<AccessLogChunk> _full = [];
    private AccessLogChunk? _current;
    private long _waitingBytes;
    private long _waitingLines;
    private long _refusedLines;
    private bool _asleep = true;
    private bool _closed;

    /// <summary>Lines accepted and not yet written, those that are just being written among them.</summary>
    public long WaitingLines => Interlocked.Read(ref _waitingLines);

    /// <summary>Lines for which there was no room, or which came after the end.</summary>
    public long RefusedLines => Interlocked.Read(ref _refusedLines);

    public AccessLogAdmission Add(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            if (_closed || _waitingBytes + line.Length > maxBytes)
            {
                _refusedLines++;
                return AccessLogAdmission.Refused;
            }

            _waitingBytes += line.Length;
            _waitingLines++;
            if (_current is not null && _current.TryAdd(line))
            {
                return WakeUp();
            }

            return AddToNewChunk(line);
        }
    }

    /// <summary>Moves everything that waits to the end of <paramref name="chunks"/>.</summary>
    public void TakeAll(List<AccessLogChunk> chunks)
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
    public void Release(AccessLogChunk chunk)
    {
        lock (_lock)
        {
            _waitingBytes -= chunk.Length;
            _waitingLines -= chunk.Lines;
            if (chunk.Capacity == AccessLogChunk.UsualCapacity && _spare.Count < MaxSpareChunks)
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

    private AccessLogAdmission AddToNewChunk(ReadOnlySpan<byte> line)
    {
        var full = _current;
        _current = NewChunk(line.Length);
        _current.TryAdd(line);
        if (full is null)
        {
            return WakeUp();
        }

        _full.Add(full);
        return AccessLogAdmission.MuchWaits;
    }

    /// <summary>The first line after a <see cref="TakeAll"/> says so, the others do not.</summary>
    private AccessLogAdmission WakeUp()
    {
        var first = _asleep;
        _asleep = false;
        return first ? AccessLogAdmission.First : AccessLogAdmission.Accepted;
    }

    private AccessLogChunk NewChunk(int length)
    {
        if (length > AccessLogChunk.UsualCapacity)
        {
            return new AccessLogChunk(length);
        }

        return _spare.TryPop(out var spare) ? spare : new AccessLogChunk(AccessLogChunk.UsualCapacity);
    }
}

/// <summary>What became of a line, and whether the writer should know.</summary>
internal enum AccessLogAdmission
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
