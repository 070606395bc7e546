using AlbEmulator.DataFolders;

namespace AlbEmulator.Stores;

/// <summary>The store of an emulator that shares it with none: its data folder.</summary>
internal sealed class FolderStore(DataFolder data) : Store
{
    public override string PathOf(string path) => data.PathOf(path);

    public override StateLog<TState, TChange> LogOf<TState, TChange>(string folder, string name, ChangeKind<TState, TChange> kind) =>
        new ChangeLog<TState, TChange>(data, data.PathOf(folder), name, kind);

    public override bool Keep(IReadOnlyList<KeptFile> files, string? unless = null)
    {
        foreach (var file in files)
        {
            data.Replace(data.PathOf(file.Path), stream => stream.Write(file.Content.Span), file.IsPrivate);
        }

        return true;
    }

    public override void Forget(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            try
            {
                File.Delete(data.PathOf(path));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody reads it: it stays until the next time.
            }
        }
    }

    public override void Dispose()
    {
    }
}
