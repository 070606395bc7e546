namespace AlbEmulator.AccessLogs;

/// <summary>
/// The live access log. A request formats its line and leaves it in memory; a thread of its own writes what waits,
/// 100 ms after the first line or as soon as 256 KB are full. The file is opened anew for each batch: it may be
/// renamed, truncated or deleted at any time, and missing folders are made again. While it cannot be written (full
/// disk, missing rights, a folder in its place) lines wait, at most 64 MB of them, and are tried every 500 ms; so a
/// line is lost only beyond the 64 MB, or if the file is still out of reach when the log is closed.
/// </summary>
public sealed class AccessLogFile : IAsyncDisposable
{
    /// <summary>In bytes.</summary>
    private const long DefaultMaxWaiting = 64L * 1024 * 1024;

    /// <summary>Room a thread keeps for its next line, in bytes; an ordinary line needs some 3 KB.</summary>
    private const int MaxKeptScratch = 64 * 1024;

    private static readonly TimeSpan MaxClosingTime = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AccessLogQueue _queue;
    private readonly AccessLogWriter? _writer;

    /// <param name="path">Relative to the working directory; <c>-</c> is standard output, empty is no log.</param>
    /// <param name="time">Tells when the flush interval and the pause between two attempts are over.</param>
    /// <param name="logger">Told once when an outage begins and once when it ends.</param>
    public AccessLogFile(string path, TimeProvider time, ILogger logger)
        : this(path, time, logger, DefaultMaxWaiting)
    {
    }

    internal AccessLogFile(string path, TimeProvider time, ILogger logger, long maxWaitingBytes)
    {
        _path = path;
        _time = time;
        _logger = logger;
        _queue = new AccessLogQueue(maxWaitingBytes);
        _writer = path.Length > 0 ? new AccessLogWriter(path, _queue, time, logger) : null;
    }

    /// <summary>False when the path is empty: no entry need be made.</summary>
    public bool IsEnabled => _writer is not null;

    /// <summary>Lines that stand in the file.</summary>
    public long LinesWritten => _writer?.LinesWritten ?? 0;

    /// <summary>Lines accepted and not yet written; they grow in number while the file cannot be written.</summary>
    public long LinesWaiting => _queue.WaitingLines;

    /// <summary>Lines that are in no file and never will be.</summary>
    public long LinesLost => _queue.RefusedLines + (_writer?.LinesAbandoned ?? 0);

    /// <summary>Takes a line from any thread. Never waits for the disk and never throws.</summary>
    public void Append(in AccessLogEntry entry)
    {
        if (_writer is null)
        {
            return;
        }

        var scratch = Scratch(AccessLogFormatter.MaxLength(in entry));
        var length = AccessLogFormatter.Write(in entry, scratch);
        _writer.Notice(_queue.Add(scratch.AsSpan(0, length)));
    }

    /// <summary>Ends when every line accepted before has been written, or tried if the file cannot be written.</summary>
    public Task FlushAsync() => _writer?.FlushAsync() ?? Task.CompletedTask;

    /// <summary>Writes everything that waits. Lines that come later are lost.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writer is null)
        {
            return;
        }

        try
        {
            await _writer.CloseAsync().WaitAsync(MaxClosingTime, _time);
        }
        catch (TimeoutException)
        {
            // A file system that hangs, or a reader of our standard output that has stopped reading.
            AccessLogMessages.LeftBehind(_logger, _path, MaxClosingTime.TotalSeconds);
        }
    }

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
}
