using AlbEmulator.DataFolders;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Networks;

/// <summary>
/// Keeps <see cref="NetworkRecords"/> in memory and in the files of <c>network.json</c> below <c>DataDirectory</c>.
/// </summary>
internal sealed partial class NetworkStore : IDisposable
{
    private static readonly NetworkChanges Kind = new();

    private readonly Lock _changes = new();
    private readonly ChangeLog<NetworkRecords, NetworkChange> _disk;
    private readonly ILogger<NetworkStore> _log;
    private volatile NetworkRecords _records;

    /// <summary>What became of the files since the program started: nothing is written over them then.</summary>
    private readonly Problem? _unread;

    public NetworkStore(AlbSettings settings, ILogger<NetworkStore> log)
    {
        _disk = Open(settings);
        _disk.Log = _log = log;
        (_records, _unread) = _disk.Read();
    }

    public NetworkRecords Records => _records;

    /// <summary>What is wrong with the files, told before anything is made of them; null when they can be read, or are not there.</summary>
    public static Problem? ProblemWith(AlbSettings settings)
    {
        using var disk = Open(settings);
        return disk.Read().Problem;
    }

    /// <summary>The files that are there, absolute.</summary>
    public static IReadOnlyList<string> FilesOf(AlbSettings settings)
    {
        using var disk = Open(settings);
        return [.. disk.Files()];
    }

    /// <summary>
    /// One change, and what came of it. Null when it cannot be written: then there is no change.
    /// </summary>
    /// <param name="change">What there is then; the same records for no change.</param>
    /// <param name="by">Whose change it is, for the log; null where nobody asked for it.</param>
    public T? Change<T>(Func<NetworkRecords, (NetworkRecords Records, T Outcome)> change, string? by = null)
        where T : class
    {
        lock (_changes)
        {
            var (records, outcome) = change(_records);
            if (ReferenceEquals(records, _records))
            {
                return outcome;
            }

            try
            {
                _disk.Write(_unread is null ? records : throw new IOException(_unread.ToString()));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_disk.HeadFile, problem.Message);
                return null;
            }

            if (by is not null && Kind.Between(_records, records) is { } told)
            {
                LogChanged(by, told.ToString());
            }

            _records = records;
            return outcome;
        }
    }

    /// <summary>Forgets all that clients made.</summary>
    /// <exception cref="IOException">It cannot be written; then nothing is forgotten.</exception>
    public void Empty()
    {
        lock (_changes)
        {
            if (_unread is not null)
            {
                throw new IOException(_unread.ToString());
            }

            if (!ReferenceEquals(_records, Kind.Empty))
            {
                _disk.Replace(Kind.Empty);
                _records = Kind.Empty;
            }
        }
    }

    public void Dispose() => _disk.Dispose();

    private static ChangeLog<NetworkRecords, NetworkChange> Open(AlbSettings settings)
    {
        var data = new DataFolder(settings);
        return new(data, data.Path, "network", Kind);
    }

    [LoggerMessage(LogLevel.Information, "{Action:l} is in effect: {Changes:l}")]
    private partial void LogChanged(string action, string changes);

    [LoggerMessage(LogLevel.Error, "{File} cannot be written, and a change of the network is refused: {Problem}")]
    private partial void LogNotWritten(string file, string problem);
}
