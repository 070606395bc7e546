using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Etcd;
using AlbEmulator.Model;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Stores;

/// <summary>A place that outlives the programs that keep things in it: a data folder, or an etcd with a data folder for each node.</summary>
internal sealed class StoreStage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Store> _open = [];
    private readonly EtcdServer? _etcd;

    private StoreStage(EtcdServer? etcd) => _etcd = etcd;

    public static TheoryData<string> Kinds => new("folder", "etcd");

    public EtcdServer Etcd => _etcd!;

    /// <summary>Null where etcd is not installed.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public static async Task<StoreStage?> OfAsync(string kind) =>
        kind == "folder" ? new(null)
        : EtcdServer.IsHere ? new(await EtcdServer.StartAsync())
        : null;

    /// <summary>The store, as a program has it that begins now.</summary>
    /// <param name="node">Which of several; a folder has one.</param>
    public Store Open(int node = 0)
    {
        var settings = SettingsOf(node);
        Store store = _etcd is null ? Stored.In(settings) : new EtcdStore(EtcdAddress.Read(settings.Store).Address!, null, settings);
        _open.Add(store);
        return store;
    }

    /// <summary>A node that was not there before has no copy of what others have kept; a folder is for one node, whatever its number.</summary>
    public AlbSettings SettingsOf(int node = 0) =>
        new() { DataDirectory = _folder.File(_etcd is null ? "data" : $"node-{node}"), Store = _etcd?.Store ?? "" };

    /// <summary>What runs of the store itself ends as kill -9 does, and is there again.</summary>
    public async Task KillAsync()
    {
        if (_etcd is not null)
        {
            await _etcd.KillAsync(0);
            _etcd.Begin(0);
            await _etcd.UntilHealthyAsync(0);
        }
    }

    /// <summary>The program ends.</summary>
    public void Close(Store store)
    {
        _open.Remove(store);
        store.Dispose();
    }

    /// <summary>The log of the API, after it was read.</summary>
    public static StateLog<ElbV2State, StateChange> Log(Store store)
    {
        var log = ElbV2Disk.LogOf(store);
        Assert.Null(log.Read().Problem);
        return log;
    }

    /// <summary>What a program finds that begins now.</summary>
    public (ElbV2State State, Problem? Problem) Read(int node = 1)
    {
        var store = Open(node);
        using var log = ElbV2Disk.LogOf(store);
        var read = log.Read();
        Close(store);
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _open.ForEach(static store => store.Dispose());
        }
        finally
        {
            if (_etcd is not null)
            {
                await _etcd.DisposeAsync();
            }

            _folder.Dispose();
        }
    }
}
