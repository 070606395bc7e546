using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.Etcd;

/// <summary>Brings what is known of a store to the data folder, after it is in effect: no change waits for the disk.</summary>
internal sealed class EtcdCopies(EtcdStore store, EtcdKnown known, DataFolder data) : IDisposable
{
    private readonly Signal _due = new();
    private EtcdCopy? _written;

    /// <summary>There is something new.</summary>
    public void Begin() => _due.Set();

    public async Task RunAsync(CancellationToken end)
    {
        var copying = new Unattended($"The copy of {store.Name} in {store.Folder}", store.Log);
        try
        {
            while (true)
            {
                await _due.WaitAsync(end);
                copying.Do(Copy);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    public void Dispose() => _due.Dispose();

    /// <summary>The revision last, and no later than what is copied.</summary>
    private void Copy()
    {
        var revision = known.Revision;
        known.Copy();
        var copy = new EtcdCopy(store.Name, revision);
        if (copy != _written)
        {
            copy.Write(data, store.Folder);
            _written = copy;
        }
    }
}
