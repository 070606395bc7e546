namespace AlbEmulator.LogDelivery;

/// <summary>
/// Lines of one log on their way to the spool. While it cannot be written (full disk, missing rights) they wait in
/// memory, at most <paramref name="maxWaitingBytes"/> of them, and the live log goes on. Used by the thread of the log.
/// </summary>
internal sealed class ArchiveLines(string log, LogSpool spool, ILogger logger, long maxWaitingBytes)
{
    private readonly List<LogChunk> _waiting = [];
    private LogChunk? _gathered;
    private long _waitingBytes;
    private int _runsSpooled;
    private bool _outage;
    private long _lost;

    public bool IsWaiting => _waiting.Count > 0;

    /// <summary>Takes the lines of a chunk that belong to an archive.</summary>
    public void Write(LogChunk chunk)
    {
        chunk = Gathered(chunk);
        foreach (var run in chunk.Runs)
        {
            if (IsWaiting || !TrySpool(chunk, run))
            {
                Keep(chunk, run);
            }
        }
    }

    /// <summary>Tries what waits, in order.</summary>
    public void Retry()
    {
        while (IsWaiting)
        {
            var chunk = _waiting[0];
            while (_runsSpooled < chunk.Runs.Count)
            {
                var run = chunk.Runs[_runsSpooled];
                if (!TrySpool(chunk, run))
                {
                    return;
                }

                _waitingBytes -= run.Length;
                _runsSpooled++;
            }

            _waiting.RemoveAt(0);
            _runsSpooled = 0;
        }

        if (_outage)
        {
            _outage = false;
            LogMessages.IsSpooledAgain(logger, log, _lost);
        }
    }

    /// <summary>The end: what still waits is lost.</summary>
    public void Abandon()
    {
        Retry();
        if (!IsWaiting)
        {
            return;
        }

        var lines = _waiting.Sum(chunk => chunk.Lines) - _waiting[0].Runs.Take(_runsSpooled).Sum(run => run.Lines);
        _waiting.Clear();
        Lose(lines);
        LogMessages.NeverSpooled(logger, log, _lost);
    }

    /// <summary>The lines of each archive behind each other, so that there is one piece of each and not many.</summary>
    private LogChunk Gathered(LogChunk chunk)
    {
        if (chunk.Runs.Count <= 1 || chunk.Runs.DistinctBy(static run => run.Route).Count() == chunk.Runs.Count)
        {
            return chunk;
        }

        _gathered ??= new LogChunk(LogChunk.UsualCapacity);
        _gathered.Clear();
        foreach (var run in chunk.Runs.GroupBy(static run => run.Route).SelectMany(static runs => runs))
        {
            _gathered.TryAdd(chunk.ContentOf(run), run.Route, run.Lines);
        }

        return _gathered;
    }

    private bool TrySpool(LogChunk chunk, LogRun run)
    {
        try
        {
            spool.Append(run.Route, chunk.ContentOf(run), run.Lines);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever it is: lines wait, and the live log goes on.
            if (!_outage)
            {
                _outage = true;
                _lost = 0;
                LogMessages.CannotBeSpooled(logger, log, exception.Message);
            }

            return false;
        }
    }

    private void Keep(LogChunk chunk, LogRun run)
    {
        if (_waitingBytes + run.Length > maxWaitingBytes)
        {
            Lose(run.Lines);
            return;
        }

        _waitingBytes += run.Length;
        var content = chunk.ContentOf(run);
        if (!IsWaiting || !_waiting[^1].TryAdd(content, run.Route, run.Lines))
        {
            var kept = new LogChunk(Math.Max(LogChunk.UsualCapacity, run.Length));
            kept.TryAdd(content, run.Route, run.Lines);
            _waiting.Add(kept);
        }
    }

    private void Lose(long lines)
    {
        _lost += lines;
        spool.Lose(lines);
    }
}
