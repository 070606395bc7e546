using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Networks;
using AlbEmulator.Stores;

namespace AlbEmulator.Commands;

/// <summary><c>alb store export FILE</c> and <c>alb store import FILE</c>: all that is kept, from the data folder or from etcd, and back to either.</summary>
/// <param name="configuration">Settings of every kind.</param>
/// <param name="settings">Which store it is.</param>
/// <param name="output">Hears what was done.</param>
/// <param name="error">Hears what was not.</param>
internal sealed class StoreCommand(IConfiguration configuration, AlbSettings settings, TextWriter output, TextWriter error)
{
    /// <summary>Writes a file with all of it. It holds secrets: nobody else may read it.</summary>
    /// <returns>The exit code.</returns>
    public int Export(string path) => With((store, logs) =>
    {
        var data = new DataFolder(new AlbSettings { DataDirectory = Path.GetDirectoryName(Path.GetFullPath(path))! });
        var lines = 0;
        data.Replace(Path.GetFullPath(path), to => lines = StoreDump.Write(logs, store.Files(), to), isPrivate: true);
        output.WriteLine($"{path} has all that is kept in {NameOf(store)}: {lines} changes and files. It has secrets in it");
        return ExitCode.Good;
    });

    /// <summary>Puts what a file has in a store, in the place of nothing or, where that is wanted, of all that it has.</summary>
    /// <returns>The exit code.</returns>
    public int Import(string path, bool replaces)
    {
        if (Read(path) is not { } dump)
        {
            return ExitCode.WrongUse;
        }

        using var data = settings.Store.Length > 0 ? null : DataFolderLock.Take(settings, TimeProvider.System.GetUtcNow(), error);
        return settings.Store.Length == 0 && data is null ? ExitCode.WrongUse : With((store, logs) =>
        {
            if (!replaces && (logs.Values.Any(static log => log.Whole().Length > 0) || store.Files().Any()))
            {
                error.WriteLine($"{NameOf(store)} has something already: --replace puts what the file has in its place");
                return ExitCode.WrongUse;
            }

            if (dump.Logs.Keys.FirstOrDefault(name => !logs.ContainsKey(name)) is { } unknown)
            {
                error.WriteLine($"{path}: it has a log of {unknown}, which this version does not know: use the version that wrote it");
                return ExitCode.WrongUse;
            }

            store.Forget([.. store.Files().Select(static file => file.Path).Except(dump.Files.Select(static file => file.Path))]);
            foreach (var file in dump.Files)
            {
                store.Keep([file]);
            }

            foreach (var (name, log) in logs)
            {
                log.ReplaceBy(dump.Logs.GetValueOrDefault(name) ?? []);
            }

            output.WriteLine($"{NameOf(store)} has what {path} has");
            return ExitCode.Good;
        });
    }

    private StoreDump? Read(string path)
    {
        using var opened = RegularFile.TryOpen(path, ChangeFile.Longest, out var unread);
        if (opened is null)
        {
            error.WriteLine($"{path} {unread}");
            return null;
        }

        using var text = new StreamReader(opened);
        var (dump, line, problem) = StoreDump.Read(text);
        if (dump is null)
        {
            error.WriteLine($"{path}:{line}: {problem}");
        }

        return dump;
    }

    private string NameOf(Store store) => store.Shared?.Name ?? settings.DataDirectory;

    private int With(Func<Store, IReadOnlyDictionary<string, IStateLog>, int> action)
    {
        // What a node copies of a store is the node's: this is another.
        var copy = Directory.CreateTempSubdirectory("alb-store-");
        try
        {
            settings.DataDirectory = settings.Store.Length > 0 ? copy.FullName : settings.DataDirectory;
            using var store = new EmulatorOptions(configuration, settings) { Files = [] }.Store;
            using var state = ElbV2Disk.LogOf(store);
            using var network = NetworkStore.LogOf(store);
            if ((state.Read().Problem ?? network.Read().Problem) is { } problem)
            {
                error.WriteLine(problem);
                return ExitCode.WrongUse;
            }

            if (store.Shared is { IsConnected: false } away)
            {
                error.WriteLine($"{away.Name}: {away.Problem}");
                return ExitCode.WrongUse;
            }

            return action(store, new Dictionary<string, IStateLog> { ["state"] = state, ["network"] = network });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            error.WriteLine(exception.Message);
            return ExitCode.WrongUse;
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
