using System.Security.Cryptography;
using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Stores;
using Etcdserverpb;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Etcd;

/// <summary>
/// A store in an etcd. Every change is a key, and replaces the head in the same transaction, which compares the head with the one
/// that the change was made of; so changes come one after the other, the same at all nodes. Each node follows them, and has a
/// copy of it all in its data folder, with which it starts and goes on while etcd is away.
/// <see href="https://etcd.io/docs/v3.5/learning/api/"/>
/// </summary>
internal sealed class EtcdStore : SharedStore
{
    private const int IdBytes = 9;

    /// <summary>Until a change that is known to be made is known here as well.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(5);

    private readonly EtcdAddress _address;
    private readonly DataFolder _data;
    private readonly string _folder;
    private readonly EtcdClient _client;
    private readonly EtcdKeys _keys;
    private readonly EtcdPages _pages;
    private readonly EtcdLogs _logs = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>One change of this node's at a time.</summary>
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Of what is known: the logs, the head and its revision of etcd's, all of one moment.</summary>
    private readonly Lock _gate = new();

    private EtcdFollower? _follower;
    private EtcdHead _head = EtcdHead.None;
    private long _headAt;
    private long _revision;
    private (string Id, Action Use)? _pending;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EtcdStore(EtcdAddress address, EtcdTls? tls, AlbSettings settings)
    {
        (_address, _data) = (address, new DataFolder(settings));
        _folder = Path.GetFullPath(settings.StoreFolder);
        _client = new(address, tls, settings.Etcd);
        _keys = new(address.Prefix);
        _pages = new(_client, _keys);
    }

    /// <summary>Told of what nobody waits for.</summary>
    public ILogger Log { get; set; } = NullLogger.Instance;

    public override string Name => _address.ToString();

    public override bool IsConnected => _follower?.IsConnected == true;

    public override string? Problem => _follower?.Problem;

    public override long Revision => Volatile.Read(ref _revision);

    public override IReadOnlyList<StoreNode> Nodes => _follower?.Nodes.All ?? [];

    /// <summary>What no other has.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    public override string PathOf(string path) => Path.Combine(_folder, path);

    public override StateLog<TState, TChange> LogOf<TState, TChange>(string folder, string name, ChangeKind<TState, TChange> kind)
    {
        lock (_gate)
        {
            return _logs.Of(name, () => new EtcdLog<TState, TChange>(this, name, kind, new ChangeLog<TState, TChange>(_data, PathOf(folder), name, kind)));
        }
    }

    /// <summary>Reads what there is, or the copy of it where etcd does not answer, and follows it from then on.</summary>
    /// <returns>Why neither can be.</returns>
    public Problem? Begin()
    {
        lock (_gate)
        {
            _follower ??= new EtcdFollower(this, _client, _keys, _pages, _data, _folder, _end.Token);
        }

        return _follower.First();
    }

    public override async Task RefreshAsync(CancellationToken cancellation)
    {
        if (!IsConnected)
        {
            return;
        }

        try
        {
            var answer = await _client.AskAsync((member, options) => member.Keys.RangeAsync(new RangeRequest { Key = _keys.Of(EtcdKeys.Head), KeysOnly = true }, options), cancellation);
            await UntilAsync(answer.Kvs is [var head] ? head.ModRevision : 0, cancellation);
        }
        catch (EtcdUnavailableException)
        {
            // What is known has to do.
        }
    }

    public override void Announce(StoreNode node) => _follower?.Nodes.Announce(node);

    public override bool Keep(IReadOnlyList<KeptFile> files, string? unless = null)
    {
        Begin();
        return _follower!.Files.KeepAsync(files, unless, _end.Token).GetAwaiter().GetResult();
    }

    public override void Forget(IReadOnlyList<string> paths)
    {
        try
        {
            _follower?.Files.ForgetAsync(paths, _end.Token).GetAwaiter().GetResult();
        }
        catch (EtcdUnavailableException)
        {
            // They stay: nothing names them.
        }
    }

    /// <summary>Makes a change count, if it was made of what there is.</summary>
    /// <param name="log">Whose.</param>
    /// <param name="madeOf">The revision that was looked at.</param>
    /// <param name="change">Its line; null where nothing becomes other.</param>
    /// <param name="use">Takes up what it makes.</param>
    public void Write(IEtcdLog log, long madeOf, Func<byte[]?> change, Action use)
    {
        _writing.Wait(_end.Token);
        try
        {
            byte[]? line;
            (EtcdHead Head, long At) of;
            lock (_gate)
            {
                ThrowIfAway();
                if (madeOf != _revision)
                {
                    throw new StoreConflictException();
                }

                (line, of) = (change(), (_head, _headAt));
            }

            if (line is not null)
            {
                var id = NewId();
                var next = of.Head.Next(id);
                Commit(of, next, id, use, async () => [await _pages.PutAsync(EtcdKeys.Change(next.Revision), id, Entry(log, id, line), _end.Token)]);
                _follower!.Grown(line.Length);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Makes another state count, whatever there is, and forgets all changes before it.</summary>
    public void Replace(IEtcdLog log, Func<byte[]> whole, Action use)
    {
        for (var tries = 1; ; tries++)
        {
            _writing.Wait(_end.Token);
            try
            {
                Rebase(NewId(), log, whole, use);
                return;
            }
            catch (StoreConflictException) when (tries < MostTries)
            {
                // What there is now is replaced as well.
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    /// <summary>Puts the states that there are in the place of the changes that made them.</summary>
    public void Compact()
    {
        if (!_writing.Wait(0))
        {
            return;
        }

        try
        {
            Rebase(null, null, null, static () => { });
        }
        catch (StoreConflictException)
        {
            // Others change it now, and do it later.
        }
        finally
        {
            _writing.Release();
        }
    }

    public override void Dispose()
    {
        _end.Cancel();
        _follower?.Wait();
        _client.Dispose();
    }

    /// <summary>Takes up what was read as a whole.</summary>
    internal void Use(EtcdReading reading)
    {
        lock (_gate)
        {
            _logs.Load(reading);
            (_head, _headAt) = (reading.Head, reading.HeadAt);
            Move(reading.Head.Revision);
        }

        TellFollowed();
    }

    /// <summary>Takes up the copy in the data folder, which is of some revision.</summary>
    internal Problem? UseCopy(long revision)
    {
        lock (_gate)
        {
            var problem = _logs.ReadCopies();
            Move(revision);
            return problem;
        }
    }

    /// <summary>Takes up a change of anybody's, unless that was done; false where one before it is not known.</summary>
    internal bool Follow(long revision, ReadOnlySpan<byte> entry)
    {
        lock (_gate)
        {
            if (revision != _revision + 1)
            {
                return revision <= _revision;
            }

            var (name, id, line) = EtcdLogs.Entry(entry);
            if (_pending is var (own, use) && own == id)
            {
                use();
            }
            else
            {
                _logs.Follow(name, line);
            }

            Move(revision);
            return true;
        }
    }

    /// <summary>Takes up a head; false where changes before it are not known.</summary>
    internal bool Follow(EtcdHead head, long at)
    {
        lock (_gate)
        {
            if (at > _headAt)
            {
                (_head, _headAt) = (head, at);
                Move(_revision);
            }

            return at < _headAt || head.Revision == _revision;
        }
    }

    internal void Tell() => TellFollowed();

    /// <summary>Brings what is known to the copy.</summary>
    internal void Copy(IReadOnlyList<string> files)
    {
        var revision = Revision;
        _logs.Copy();
        new EtcdCopy(Name, revision, files).Write(_data, _folder);
    }

    private static byte[] Entry(IEtcdLog log, string id, byte[] line) => [.. Encoding.UTF8.GetBytes($"{log.Name} {id}\n"), .. line];

    private void Rebase(string? id, IEtcdLog? log, Func<byte[]>? whole, Action use)
    {
        IReadOnlyList<(string Name, byte[] Whole)> all;
        (EtcdHead Head, long At) of;
        lock (_gate)
        {
            ThrowIfAway();
            (all, of) = (_logs.Wholes(log, whole), (_head, _headAt));
        }

        var changed = id is null ? of.Head : of.Head.Next(id);
        var next = changed with { Generation = of.Head.Generation + 1, Base = changed.Revision };
        Commit(of, next, id ?? "", use, async () =>
        {
            var operations = new List<RequestOp>();
            foreach (var (name, lines) in all)
            {
                operations.Add(await _pages.PutAsync(EtcdKeys.Base(next.Generation) + name, NewId(), lines, _end.Token));
            }

            return
            [
                .. operations,
                new RequestOp { RequestDeleteRange = _keys.Delete(EtcdKeys.Base(of.Head.Generation)) },
                new RequestOp { RequestDeleteRange = _keys.DeleteChanges(next.Base) },
            ];
        });
        _follower!.Shrunk();
    }

    /// <summary>One transaction: what it puts, and the head, if that is still the one it was.</summary>
    private void Commit((EtcdHead Head, long At) of, EtcdHead next, string id, Action use, Func<Task<IReadOnlyList<RequestOp>>> put)
    {
        lock (_gate)
        {
            _pending = (id, use);
        }

        var head = _keys.Of(EtcdKeys.Head);
        var answer = AskAsync().GetAwaiter().GetResult();
        if (answer.Succeeded)
        {
            lock (_gate)
            {
                if (_headAt == of.At)
                {
                    use();
                    (_head, _headAt) = (next, answer.Header.Revision);
                    Move(next.Revision);
                }
            }

            TellFollowed();
            return;
        }

        // A call that had no answer may have counted, and was made again.
        var found = answer.Responses[0].ResponseRange.Kvs is [var one] ? one : throw new StoreConflictException();
        var isDone = id.Length > 0 && EtcdHead.Read(found.Value).Recent.Contains(id);
        if (!UntilAsync(found.ModRevision, _end.Token).GetAwaiter().GetResult())
        {
            throw new EtcdUnavailableException("changes of other nodes do not come from etcd in time");
        }

        if (!isDone)
        {
            throw new StoreConflictException();
        }

        async Task<TxnResponse> AskAsync()
        {
            var transaction = new TxnRequest();
            transaction.Compare.Add(new Compare
            {
                Key = head, Target = Compare.Types.CompareTarget.Mod, ModRevision = of.At, Result = Compare.Types.CompareResult.Equal,
            });
            transaction.Success.Add(await put());
            transaction.Success.Add(new RequestOp { RequestPut = new PutRequest { Key = head, Value = next.ToValue() } });
            transaction.Failure.Add(new RequestOp { RequestRange = new RangeRequest { Key = head } });
            return await _client.AskAsync((member, options) => member.Keys.TxnAsync(transaction, options), _end.Token);
        }
    }

    private void ThrowIfAway()
    {
        if (!IsConnected)
        {
            throw new EtcdUnavailableException($"etcd cannot be asked, and nothing can be changed until it can: {Problem}");
        }
    }

    /// <summary>Waits until a head is known; false where it does not come in time.</summary>
    private async Task<bool> UntilAsync(long headAt, CancellationToken cancellation)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            Task moved;
            lock (_gate)
            {
                if (_headAt >= headAt)
                {
                    return true;
                }

                moved = _moved.Task;
            }

            var left = Behind - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await Task.WhenAny(moved, Task.Delay(left, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What is known first, then the revision: whoever looks at them in the other order has nothing older than that.</summary>
    private void Move(long revision)
    {
        Volatile.Write(ref _revision, revision);
        var moved = _moved;
        _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        moved.SetResult();
    }
}
