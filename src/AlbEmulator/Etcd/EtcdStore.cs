using System.Security.Cryptography;
using AlbEmulator.DataFolders;
using AlbEmulator.Model;
using AlbEmulator.Stores;
using Etcdserverpb;

namespace AlbEmulator.Etcd;

/// <summary>
/// A store in an etcd. Every change is a key, and replaces the head in the same transaction, so that changes come one after the
/// other, the same at all nodes. Each node follows them, and has a copy of it all in its data folder, with which it starts and
/// goes on while etcd is away.
/// <see href="https://etcd.io/docs/v3.5/learning/api/"/>
/// </summary>
internal sealed class EtcdStore : SharedStore
{
    private const int IdBytes = 9;

    /// <summary>Longer than a revision takes to come by a watch that is well.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly EtcdAddress _address;
    private readonly DataFolder _data;
    private readonly EtcdClient _client;
    private readonly EtcdKeys _keys;
    private readonly EtcdKnown _known = new();
    private readonly EtcdWriter _writer;
    private readonly EtcdPages _pages;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _beginning = new();
    private EtcdFollower? _follower;

    public EtcdStore(EtcdAddress address, EtcdTls? tls, AlbSettings settings)
    {
        (_address, _data) = (address, new DataFolder(settings));
        Folder = Path.GetFullPath(settings.StoreFolder);
        _client = new(address, tls, settings.Etcd);
        _keys = new(address.Prefix);
        _pages = new(_client, _keys);
        _writer = new(_client, _keys, _pages, _known, ReachAsync, _end.Token);
    }

    /// <summary>Of the copy; absolute.</summary>
    public string Folder { get; }

    public override string Name => _address.ToString();

    public override bool IsConnected => _follower?.Presence.Problem is null;

    public override string? Problem => _follower?.Presence.Problem;

    public override long Revision => _known.Revision;

    public override IReadOnlyList<StoreNode> Nodes => _follower?.Nodes.All ?? [];

    /// <summary>What no other has.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    public override string PathOf(string path) => Path.Combine(Folder, path);

    public override StateLog<TState, TChange> LogOf<TState, TChange>(string folder, string name, ChangeKind<TState, TChange> kind) =>
        _known.LogOf(name, () => new EtcdLog<TState, TChange>(this, name, kind, new ChangeLog<TState, TChange>(_data, PathOf(folder), name, kind)));

    /// <summary>Reads what there is, or the copy of it where etcd does not answer, and follows it from then on.</summary>
    /// <returns>Why neither can be.</returns>
    public Problem? Begin() => Follower().First();

    public override async Task<string?> RefreshAsync(CancellationToken cancellation)
    {
        if (await Follower().Presence.WaitAsync(_end.Token) is { } problem)
        {
            return problem;
        }

        try
        {
            var answer = await _client.AskAsync(
                (member, options) => member.Keys.RangeAsync(new RangeRequest { Key = _keys.Of(EtcdKeys.Head), KeysOnly = true }, options), cancellation);
            return answer.Kvs is not [var head] || await ReachAsync(head.ModRevision, cancellation) ? null
                : "what other nodes have changed does not come from etcd in time";
        }
        catch (EtcdUnavailableException exception)
        {
            return exception.Message;
        }
    }

    public override void Announce(StoreNode node) => Follower().Nodes.Announce(node);

    public override bool Keep(IReadOnlyList<KeptFile> files, string? unless = null)
    {
        ThrowIfAway();
        return Follower().Files.KeepAsync(files, unless, _end.Token).GetAwaiter().GetResult();
    }

    public override void Forget(IReadOnlyList<string> paths)
    {
        try
        {
            Follower().Files.ForgetAsync(paths, _end.Token).GetAwaiter().GetResult();
        }
        catch (EtcdUnavailableException)
        {
            // They stay: nothing names them.
        }
    }

    /// <inheritdoc cref="EtcdWriter.Add"/>
    public void Write(IEtcdLog log, long madeOf, Func<byte[]?> change, Action use)
    {
        ThrowIfAway();
        Follower().Grown(_writer.Add(log, madeOf, change, use));
        TellFollowed();
    }

    /// <inheritdoc cref="EtcdWriter.Replace"/>
    public void Replace(IEtcdLog log, Func<byte[]> whole, Action use)
    {
        ThrowIfAway();
        _writer.Replace(log, whole, use);
        TellFollowed();
    }

    public override void Dispose()
    {
        _end.Cancel();
        _follower?.Dispose();
        _writer.Dispose();
        _client.Dispose();
        _end.Dispose();
    }

    private EtcdFollower Follower()
    {
        lock (_beginning)
        {
            return _follower ??= new EtcdFollower(this, _known, _client, _keys, _pages, _data, _writer.Compact, TellFollowed, _end.Token);
        }
    }

    /// <summary>
    /// Waits until a head is known. Where it does not come, the watch is of a member that hangs or is cut off: it begins anew with the
    /// member that told of the head.
    /// </summary>
    private async Task<bool> ReachAsync(long headAt, CancellationToken cancellation)
    {
        if (await _known.UntilAsync(headAt, Usual, cancellation))
        {
            return true;
        }

        Follower().Again();
        return await _known.UntilAsync(headAt, Longest, cancellation);
    }

    private void ThrowIfAway()
    {
        Begin();
        if (Follower().Presence.WaitAsync(_end.Token).GetAwaiter().GetResult() is { } problem)
        {
            throw new EtcdUnavailableException($"etcd cannot be asked, and nothing can be changed until it can: {problem}");
        }
    }
}
