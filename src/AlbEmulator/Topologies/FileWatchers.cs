namespace AlbEmulator.Topologies;

/// <summary>
/// Signals changes of files by watching the folders they are in, so that a file that is replaced by renaming another
/// is still the one that is watched.
/// </summary>
internal sealed class FileWatchers : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <param name="paths">The files.</param>
    /// <param name="signal">Called after a change, from any thread.</param>
    /// <param name="replaced">Called in its place where a file was put there as a whole.</param>
    /// <param name="tell">Called with folder and reason when one cannot be watched.</param>
    public FileWatchers(IReadOnlyList<string> paths, Action signal, Action replaced, Action<string, string> tell)
    {
        foreach (var folder in paths.GroupBy(path => Path.GetDirectoryName(path) ?? path))
        {
            try
            {
                _watchers.Add(Watch(folder.Key, [.. folder.Select(Path.GetFileName)], signal, replaced));
            }
            catch (Exception exception) when (
                exception is ArgumentException or IOException or UnauthorizedAccessException)
            {
                tell(folder.Key, exception.Message);
            }
        }
    }

    public void Dispose() => _watchers.ForEach(watcher => watcher.Dispose());

    private static FileSystemWatcher Watch(string folder, HashSet<string?> names, Action signal, Action replaced)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size |
                NotifyFilters.Attributes,
        };
        watcher.Changed += (_, change) => SignalIf(change.Name, signal);
        watcher.Created += (_, change) => SignalIf(change.Name, signal);
        watcher.Renamed += (_, change) => SignalIf(change.Name, replaced);

        // The queue ran over: anything may have changed.
        watcher.Error += (_, _) => signal();
        watcher.EnableRaisingEvents = true;
        return watcher;

        void SignalIf(string? name, Action said)
        {
            if (names.Contains(name))
            {
                said();
            }
        }
    }
}
