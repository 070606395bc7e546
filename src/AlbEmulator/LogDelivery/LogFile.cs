namespace AlbEmulator.LogDelivery;

/// <summary>
/// A log of one kind: the live file of all load balancers, and the lines of those that keep archives. Who has a line
/// formats it and leaves it in memory; a thread of its own writes what waits, 100 ms after the first line or as soon as
/// 256 KB are full. The file is opened anew for each batch: it may be renamed, truncated or deleted at any time, and
/// missing folders are made again. While it cannot be written (full disk, missing rights, a folder in its place) lines
/// wait, at most 64 MB of them, and are tried every 500 ms; so a line is lost only beyond the 64 MB, or if the file is
/// still out of reach when the log is closed.
/// </summary>
internal sealed class LogFile : IAsyncDisposable
{
    /// <summary>In bytes.</summary>
    public const long DefaultMaxWaiting = 64L * 1024 * 1024;

    /// <summary>Room a thread keeps for its next line, in bytes; an ordinary line needs some 3 KB.</summary>
    private const int MaxKeptScratch = 64 * 1024;

    private static readonly TimeSpan MaxClosingTime = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly LogKind _kind;
    private readonly LogOutput _output;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LogArchives? _archives;
    private readonly LogQueue _queue;
    private readonly LogWriter _writer;

    /// <param name="kind">Which log.</param>
    /// <param name="output">The live log.</param>
    /// <param name="time">Tells when the flush interval and the pause between two attempts are over.</param>
    /// <param name="logger">Told once when an outage begins and once when it ends.</param>
    /// <param name="archives">Knows which load balancers keep archives; null for none.</param>
    /// <param name="maxWaitingBytes">What may wait for the file.</param>
    public LogFile(
        LogKind kind,
        LogOutput output,
        TimeProvider time,
        ILogger logger,
        LogArchives? archives,
        long maxWaitingBytes = DefaultMaxWaiting)
    {
        _kind = kind;
        _output = output;
        _time = time;
        _logger = logger;
        _archives = archives;
        _queue = new LogQueue(maxWaitingBytes);
        // Its thread begins with the program: with the first line there might be none to be had.
        _writer = new LogWriter(
            kind.Name,
            output,
            _queue,
            archives is null ? null : new ArchiveLines(kind.Name, archives.Spool, logger, maxWaitingBytes),
            time,
            logger);
        archives?.FlushBeforeDelivery(FlushAsync);
    }

    /// <summary>False when nobody wants a line: none need be made.</summary>
    public bool IsEnabled => _output.Path.Length > 0 || (_archives is not null && _archives.Have(_kind));

    /// <summary>Lines that stand in the file, or have come where there is none.</summary>
    public long LinesWritten => _writer.LinesWritten;

    /// <summary>Lines accepted and not yet written; they grow in number while the file cannot be written.</summary>
    public long LinesWaiting => _queue.WaitingLines;

    /// <summary>Lines that are in no file and never will be.</summary>
    public long LinesLost => _queue.RefusedLines + _writer.LinesAbandoned;

    /// <summary>Takes a line from any thread, and formats it there. Never waits for the disk and never throws.</summary>
    public void Append<TFormatter, TLine>(in TLine line)
        where TFormatter : ILogFormatter<TLine>
    {
        if (!IsEnabled)
        {
            return;
        }

        var scratch = Scratch(TFormatter.MaxLength(in line));
        var length = LogLineWriter.Write<TFormatter, TLine>(in line, scratch);
        Append(scratch.AsSpan(0, length), TFormatter.SourceOf(in line));
    }

    /// <summary>Room for a line, until the same thread asks for the next.</summary>
    private static byte[] Scratch(int length)
    {
        var scratch = _scratch;
        if (scratch is not null && scratch.Length >= length)
        {
            return scratch;
        }

        scratch = GC.AllocateUninitializedArray<byte>(Math.Max(length, 8 * 1024));
        if (scratch.Length <= MaxKeptScratch)
        {
            _scratch = scratch;
        }

        return scratch;
    }

    private void Append(ReadOnlySpan<byte> line, LogLineSource source)
    {
        var route = _archives is null ? default : _archives.RouteOf(_kind, source);
        if (_output.Path.Length == 0 && route.Destination is null)
        {
            return;
        }

        var admission = _queue.Add(line, in route);
        if (admission is not LogAdmission.Refused)
        {
            _writer.Notice(admission);
        }
    }

    /// <summary>Ends when every line accepted before has been written, or tried if the file cannot be written.</summary>
    public Task FlushAsync() => _writer.FlushAsync();

    /// <summary>Writes everything that waits. Lines that come later are lost.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _writer.CloseAsync().WaitAsync(MaxClosingTime, _time);
        }
        catch (TimeoutException)
        {
            // A file system that hangs, or a reader of our standard output that has stopped reading.
            LogMessages.LeftBehind(_logger, _kind.Name, _output.Path, MaxClosingTime.TotalSeconds);
        }
    }
}
