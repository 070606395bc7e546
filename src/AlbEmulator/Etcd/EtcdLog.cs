using System.Buffers;
using System.Text.Json;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Etcd;

/// <summary>A state in an etcd, by its changes, and a copy of it in the data folder for when etcd is away.</summary>
/// <param name="store">Has it with others.</param>
/// <param name="name">Of it there.</param>
/// <param name="kind">What the state is.</param>
/// <param name="copy">In the data folder.</param>
internal sealed class EtcdLog<TState, TChange>(
    EtcdStore store, string name, ChangeKind<TState, TChange> kind, ChangeLog<TState, TChange> copy) : StateLog<TState, TChange>, IEtcdLog
    where TState : class
    where TChange : class
{
    private volatile TState _kept = kind.Empty;
    private TState? _copied;

    public string Name => name;

    public override string Place => store.Name;

    public override ILogger Log { set => copy.Log = value; }

    public override TState Kept => _kept;

    public override (TState State, Problem? Problem) Read()
    {
        var problem = store.Begin();
        return (_kept, problem);
    }

    /// <summary>What was copied when this emulator ran last.</summary>
    public Problem? ReadCopy()
    {
        (_kept, var problem) = copy.Read();
        _copied = _kept;
        return problem;
    }

    public override void Write(TState state, long madeOf) => store.Write(
        this,
        madeOf,
        () => kind.Between(_kept, state) is { } change ? LineOf(change) : null,
        () => _kept = state);

    public override void Replace(TState state) => store.Replace(this, () => WholeOf(state), () => _kept = state);

    public override (string File, Dictionary<string, int> Lines) LinesOf(string property, IReadOnlySet<string> texts) =>
        (store.Name, texts.ToDictionary(static text => text, static _ => 0));

    /// <summary>With the store.</summary>
    public override void Dispose()
    {
    }

    public void Load(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var replay = kind.Replay();
        foreach (var part in parts)
        {
            foreach (var change in ChangesOf(part))
            {
                Try(() => replay.Take(change));
            }
        }

        _kept = replay.State;
    }

    public void Follow(ReadOnlySpan<byte> line)
    {
        var (change, next) = (ChangeOf(line), _kept);
        Try(() => next = kind.After(next, change));
        _kept = next;
    }

    public byte[] Whole() => WholeOf(_kept);

    public void Copy()
    {
        var kept = _kept;
        if (!ReferenceEquals(kept, _copied))
        {
            copy.Write(kept);
            _copied = kept;
        }
    }

    private byte[] WholeOf(TState state)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var change in kind.Whole(state))
        {
            ChangeLine.Write(lines, change, kind.Json);
        }

        return lines.WrittenSpan.ToArray();
    }

    private byte[] LineOf(TChange change)
    {
        var line = new ArrayBufferWriter<byte>();
        ChangeLine.Write(line, change, kind.Json);
        return line.WrittenSpan.ToArray();
    }

    private List<TChange> ChangesOf(ReadOnlyMemory<byte> lines)
    {
        var changes = new List<TChange>();
        for (var rest = lines.Span; rest.Length > 0;)
        {
            var end = rest.IndexOf((byte)'\n') is >= 0 and var at ? at : throw Broken("it ends within a line");
            changes.Add(ChangeOf(rest[..(end + 1)]));
            rest = rest[(end + 1)..];
        }

        return changes;
    }

    private TChange ChangeOf(ReadOnlySpan<byte> line)
    {
        var content = ChangeLine.Read(line.TrimEnd((byte)'\n'), out var problem);
        if (problem is not null)
        {
            throw Broken(problem);
        }

        var (change, fault) = KeptJson.Read(content, kind.Json);
        return change ?? throw Broken($"{fault!.Path} {fault.Message}");
    }

    private void Try(Action take)
    {
        try
        {
            take();
        }
        catch (JsonException exception)
        {
            throw Broken(exception.Message);
        }
    }

    private InvalidDataException Broken(string message) => new($"a change of {name} in {store.Name} cannot be read: {message}");
}
