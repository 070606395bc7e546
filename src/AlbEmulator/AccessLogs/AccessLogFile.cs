using AlbEmulator.DataFolders;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.AccessLogs;

/// <summary>The access log: formats a line on the thread of its request, and leaves the rest to <see cref="LogFile"/>.</summary>
public sealed class AccessLogFile : IAsyncDisposable
{
    private readonly LogFile _file;

    /// <param name="path">Relative to the working directory; <c>-</c> is standard output, empty is no live log.</param>
    /// <param name="time">Tells when the flush interval and the pause between two attempts are over.</param>
    /// <param name="logger">Told once when an outage begins and once when it ends.</param>
    public AccessLogFile(string path, TimeProvider time, ILogger logger)
        : this(new LogOutput(path, new DataFolder(new AlbSettings())), time, logger, archives: null)
    {
    }

    internal AccessLogFile(
        LogOutput output,
        TimeProvider time,
        ILogger logger,
        LogArchives? archives = null,
        long maxWaitingBytes = LogFile.DefaultMaxWaiting)
    {
        _file = new LogFile(LogKind.Access, output, time, logger, archives, maxWaitingBytes);
    }

    /// <summary>False when nobody wants a line: no entry need be made.</summary>
    public bool IsEnabled => _file.IsEnabled;

    /// <summary>Lines that stand in the file.</summary>
    public long LinesWritten => _file.LinesWritten;

    /// <summary>Lines accepted and not yet written; they grow in number while the file cannot be written.</summary>
    public long LinesWaiting => _file.LinesWaiting;

    /// <summary>Lines that are in no file and never will be.</summary>
    public long LinesLost => _file.LinesLost;

    /// <summary>Takes a line from any thread. Never waits for the disk and never throws.</summary>
    public void Append(in AccessLogEntry entry) => _file.Append<AccessLogFormatter, AccessLogEntry>(in entry);

    /// <summary>Ends when every line accepted before has been written, or tried if the file cannot be written.</summary>
    public Task FlushAsync() => _file.FlushAsync();

    /// <summary>Writes everything that waits. Lines that come later are lost.</summary>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
