using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Etcd;

/// <summary>A state in an etcd, by its changes, and a copy of it in the data folder for when etcd is away.</summary>
/// <param name="store">Has it with others.</param>
/// <param name="name">Of it there.</param>
/// <param name="kind">What the state is.</param>
/// <param name="copy">In the data folder.</param>
internal sealed class EtcdLog<TState, TChange>(
    EtcdStore store, string name, ChangeKind<TState, TChange> kind, ChangeLog<TState, TChange> copy)
    : StateLog<TState, TChange>, IEtcdLog
    where TState : class
    where TChange : class
{
    private volatile TState _kept = kind.Empty;
    private TState? _copied;

    /// <summary>What is wrong with the copy, where it is all there is.</summary>
    private volatile Problem? _unread;

    public string Name => name;

    public override string Place => store.Name;

    protected override ChangeKind<TState, TChange> Kind => kind;

    public override ILogger Log { set => copy.Log = value; }

    public override TState Kept => _kept;

    public override (TState State, Problem? Problem) Read()
    {
        var problem = store.Begin() ?? _unread;
        return (_kept, problem);
    }

    public void ReadCopy()
    {
        (_kept, _unread) = copy.Read();
        _copied = _kept;
    }

    public override void Write(TState state, long madeOf) => store.Write(
        this,
        madeOf,
        () => kind.Between(_kept, state) is { } change ? ChangeLines.Of(kind, change) : null,
        () => _kept = state);

    public override void Replace(TState state) => store.Replace(this, () => ChangeLines.Of(kind, state), () => _kept = state);

    public override (string File, Dictionary<string, int> Lines) LinesOf(string property, IReadOnlySet<string> texts) =>
        (store.Name, texts.ToDictionary(static text => text, static _ => 0));

    /// <summary>With the store.</summary>
    public override void Dispose()
    {
    }

    public void Load(IEnumerable<ReadOnlyMemory<byte>> parts) => (_kept, _unread) = (ChangeLines.Read(kind, parts), null);

    public void Follow(ReadOnlySpan<byte> line) => _kept = ChangeLines.After(kind, _kept, line);

    public void Copy()
    {
        var kept = _kept;
        if (!ReferenceEquals(kept, _copied))
        {
            copy.Write(kept);
            _copied = kept;
        }
    }
}
