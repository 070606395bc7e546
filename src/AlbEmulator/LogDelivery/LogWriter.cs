using AlbEmulator.Machine;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// The thread that writes what waits in the queue, and what it knows about the state of the file. What belongs to an
/// archive is written to the spool first, so that no line stands in the file that the archive could lose.
/// </summary>
internal sealed class LogWriter
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly string _log;
    private readonly LogQueue _queue;
    private readonly ArchiveLines? _archive;
    private readonly LogOutput _output;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Unattended _work;
    private readonly Action<LogChunk> _onWritten;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guarded by _gate, which is never held while something is written.
    private readonly object _gate = new();
    private bool _awake;
    private bool _closing;
    private TaskCompletionSource? _flush;

    // Of the thread alone, but for the three that others read.
    private readonly List<LogChunk> _chunks = [];
    private int _chunksWritten;
    private long _refusedBefore;
    private volatile bool _outage;
    private long _linesWritten;
    private long _linesAbandoned;

    public LogWriter(
        string log, LogOutput output, LogQueue queue, ArchiveLines? archive, TimeProvider time, ILogger logger)
    {
        _log = log;
        _queue = queue;
        _archive = archive;
        _output = output;
        _logger = logger;
        _onWritten = OnWritten;
        _work = new Unattended($"The {log}", logger);
        _timer = _work.Timer(time, Wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { IsBackground = true, Name = log }.Start();
    }

    public long LinesWritten => Interlocked.Read(ref _linesWritten);

    /// <summary>Lines that were accepted and could not be written before the end.</summary>
    public long LinesAbandoned => Interlocked.Read(ref _linesAbandoned);

    /// <summary>Is told after each line that was added. During an outage the writer keeps its own pace.</summary>
    public void Notice(LogAdmission admission)
    {
        if (admission is LogAdmission.Accepted or LogAdmission.Refused || _outage)
        {
            return;
        }

        if (admission is LogAdmission.MuchWaits)
        {
            Wake();
        }
        else
        {
            _timer.Change(FlushInterval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends when everything that waits now has been tried once.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_closing)
            {
                return _ended.Task;
            }

            _flush ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awake = true;
            Monitor.Pulse(_gate);
            return _flush.Task;
        }
    }

    /// <summary>Writes what waits, if it can be written, and ends the thread.</summary>
    public Task CloseAsync()
    {
        _queue.Close();
        lock (_gate)
        {
            _closing = true;
            _awake = true;
            Monitor.Pulse(_gate);
        }

        return _ended.Task;
    }

    private void Wake()
    {
        lock (_gate)
        {
            _awake = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        var closing = false;
        while (!closing)
        {
            TaskCompletionSource? flush;
            lock (_gate)
            {
                while (!_awake)
                {
                    Monitor.Wait(_gate);
                }

                _awake = false;
                closing = _closing;
                flush = _flush;
                _flush = null;
            }

            _work.Do(WriteWhatWaits);
            flush?.SetResult();
        }

        _work.Do(Abandon);
        _timer.Dispose();
        _ended.SetResult();
    }

    /// <summary>
    /// Lines are taken before the file is opened: one that is accepted after the file was renamed or deleted is in the
    /// new file for certain.
    /// </summary>
    private void WriteWhatWaits()
    {
        _archive?.Retry();
        bool more;
        do
        {
            // What failed goes first, and alone: to take more now would only spread the waiting lines over more memory.
            more = _outage;
            if (_chunks.Count == 0)
            {
                TakeChunks();
            }
        }
        while (_chunks.Count > 0 && TryWriteChunks() && more);

        if (_archive is { IsWaiting: true })
        {
            _timer.Change(RetryInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private void TakeChunks()
    {
        var before = _chunks.Count;
        _queue.TakeAll(_chunks);
        for (var i = before; i < _chunks.Count; i++)
        {
            _archive?.Write(_chunks[i]);
        }
    }

    private bool TryWriteChunks()
    {
        _chunksWritten = 0;
        Exception? problem = null;
        try
        {
            _output.Write(_chunks, _onWritten);
        }
        catch (Exception exception)
        {
            // Whatever it is: the log may fail, the emulator goes on.
            problem = exception;
        }

        _chunks.RemoveRange(0, _chunksWritten);
        return problem is null ? EndOutage() : BeginOutage(problem);
    }

    private void OnWritten(LogChunk chunk)
    {
        _chunksWritten++;
        Interlocked.Add(ref _linesWritten, chunk.Lines);
        _queue.Release(chunk);
    }

    private bool BeginOutage(Exception problem)
    {
        if (!_outage)
        {
            _refusedBefore = _queue.RefusedLines;
            _outage = true;
            LogMessages.CannotBeWritten(_logger, _log, _output.Path, problem.Message);
        }

        _timer.Change(RetryInterval, Timeout.InfiniteTimeSpan);
        return false;
    }

    private bool EndOutage()
    {
        if (_outage)
        {
            _outage = false;
            LogMessages.IsWrittenAgain(_logger, _log, _output.Path, _queue.RefusedLines - _refusedBefore);
        }

        return true;
    }

    private void Abandon()
    {
        TakeChunks();
        _archive?.Abandon();
        foreach (var chunk in _chunks)
        {
            Interlocked.Add(ref _linesAbandoned, chunk.Lines);
            _queue.Release(chunk);
        }

        if (_chunks.Count > 0)
        {
            LogMessages.ClosedWithLoss(_logger, _log, _output.Path, LinesAbandoned + _queue.RefusedLines);
        }

        _chunks.Clear();
    }
}
