using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Networks;

/// <summary>
/// Keeps <see cref="NetworkRecords"/> in memory and in a store.
/// </summary>
internal sealed partial class NetworkStore : IDisposable
{
    private static readonly NetworkChanges Kind = new();

    private readonly Lock _changes = new();
    private readonly Store _store;
    private readonly StateLog<NetworkRecords, NetworkChange> _disk;
    private readonly ILogger<NetworkStore> _log;

    /// <summary>What became of the files since the program started: nothing is written over them then.</summary>
    private readonly Problem? _unread;

    public NetworkStore(Store store, ILogger<NetworkStore> log)
    {
        (_store, _disk) = (store, LogOf(store));
        _disk.Log = _log = log;
        _unread = _disk.Read().Problem;
    }

    /// <summary>What there is now, by whomever.</summary>
    public NetworkRecords Records => _disk.Kept;

    /// <summary>What is wrong with what is kept, told before anything is made of it; null when it can be read, or there is nothing.</summary>
    public static Problem? ProblemWith(Store store)
    {
        using var disk = LogOf(store);
        return disk.Read().Problem;
    }

    /// <summary>The files that are there, absolute.</summary>
    public static IReadOnlyList<string> FilesOf(Store store)
    {
        using var disk = LogOf(store);
        return [.. disk.Files()];
    }

    /// <summary>
    /// One change, and what came of it.
    /// </summary>
    /// <param name="change">What there is then; the same records for no change.</param>
    /// <param name="notKept">What came of it where it cannot be kept, for this reason: then there is no change.</param>
    /// <param name="by">Whose change it is, for the log; null where nobody asked for it.</param>
    public T Change<T>(Func<NetworkRecords, (NetworkRecords Records, T Outcome)> change, Func<string, T> notKept, string? by = null)
    {
        lock (_changes)
        {
            for (var tries = 1; ; tries++)
            {
                var (revision, before) = (_store.Revision, _disk.Kept);
                var (records, outcome) = change(before);
                if (ReferenceEquals(records, before))
                {
                    return outcome;
                }

                try
                {
                    _disk.Write(_unread is null ? records : throw new IOException(_unread.ToString()), revision);
                }
                catch (StoreConflictException) when (tries < Store.MostTries)
                {
                    continue;
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    LogNotWritten(_disk.Place, problem.Message);
                    return notKept($"{_disk.Place}: {problem.Message}");
                }

                if (by is not null && Kind.Between(before, records) is { } told)
                {
                    LogChanged(by, told.ToString());
                }

                return outcome;
            }
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

            if (!ReferenceEquals(_disk.Kept, Kind.Empty))
            {
                _disk.Replace(Kind.Empty);
            }
        }
    }

    public void Dispose() => _disk.Dispose();

    /// <summary>The log of the network in a store.</summary>
    public static StateLog<NetworkRecords, NetworkChange> LogOf(Store store) => store.LogOf("", "network", Kind);

    [LoggerMessage(LogLevel.Information, "{Action:l} is in effect: {Changes:l}")]
    private partial void LogChanged(string action, string changes);

    [LoggerMessage(LogLevel.Error, "{File} cannot be written, and a change of the network is refused: {Problem}")]
    private partial void LogNotWritten(string file, string problem);
}
