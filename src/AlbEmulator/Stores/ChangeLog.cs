using System.Buffers;
using System.Globalization;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Stores;

/// <summary>
/// A state on disk, of which a change costs what it changes: a line is appended for it and brought to the disk. When the
/// changes have outgrown what the file began with, the next file is written beside it with the state as it is then; once
/// that is on the disk, <c>NAME.json</c> is replaced, which names the file that holds. Whatever is killed when, one of the
/// two holds everything that was written.
/// </summary>
/// <param name="data">Says who may read it.</param>
/// <param name="folder">Where it is; absolute.</param>
/// <param name="name">Of its files.</param>
/// <param name="kind">What the state is.</param>
internal sealed class ChangeLog<TState, TChange>(DataFolder data, string folder, string name, ChangeKind<TState, TChange> kind) : StateLog<TState, TChange>
    where TState : class
    where TChange : class
{
    /// <summary>Bytes of changes that are not worth another file.</summary>
    public const long FewChanges = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private volatile TState _state = kind.Empty;
    private StoreHead? _head;
    private long _wholeLines;
    private ChangeFile? _file;
    private long _dueAt;
    private Task _compaction = Task.CompletedTask;
    private Unattended? _alone;
    private ILogger _log = NullLogger.Instance;

    /// <summary>The file that a user knows, and that problems name.</summary>
    public string HeadFile { get; } = Path.Combine(folder, $"{name}.json");

    public override string Place => HeadFile;

    protected override ChangeKind<TState, TChange> Kind => kind;

    /// <summary>Told of what is dropped at the end of a file, and of files that cannot be written anew.</summary>
    public override ILogger Log { set => _log = value; }

    public override TState Kept => _state;

    public override (TState State, Problem? Problem) Read()
    {
        var content = RegularFile.Read(HeadFile, kind.LongestOlder);
        if (content.Bytes is not { } bytes)
        {
            return content.Problem == FileWords.NoSuchFile ? (_state, null) : Wrong(HeadFile, content.Problem);
        }

        var format = KeptJson.NumberOf(bytes, nameof(StoreHead.Format));
        if (format < 1 || format > kind.Format)
        {
            // A later format has properties that this version does not know: that it is one is the better word.
            return Wrong(HeadFile, $"has the format {format}, and this version reads {kind.Format}");
        }

        if (format != kind.Format)
        {
            var older = kind.ReadOlder(HeadFile, bytes);
            _state = older.State;
            return older;
        }

        var (head, fault) = StoreHead.Read(bytes);
        return head is null
            ? (kind.Empty, new Problem(new Origin(HeadFile, fault!.Line, fault.Path), fault.Message))
            : ReadChanges(head);
    }

    public override (string File, Dictionary<string, int> Lines) LinesOf(string property, IReadOnlySet<string> texts)
    {
        var (path, lines) = (_head is null ? HeadFile : FileOf(_head.Generation), new Dictionary<string, int>(StringComparer.Ordinal));
        try
        {
            if (_head is not null)
            {
                return (path, ChangeFileReader.LinesOf(path, property, texts));
            }

            var bytes = RegularFile.Read(path, kind.LongestOlder).Bytes ?? [];
            foreach (var (text, at) in KeptJson.TextsOf(bytes, property).Where(item => texts.Contains(item.Text)))
            {
                lines.TryAdd(text, JsonFault.LineAt(bytes, at));
            }
        }
        catch (IOException)
        {
            // It is told without a line.
        }

        return (path, lines);
    }

    /// <summary>Brings a state to the disk, by what it has other than the one before.</summary>
    public override void Write(TState state, long madeOf = 0)
    {
        lock (_lock)
        {
            if (_head is null)
            {
                First(state);
            }
            else if (kind.Between(_state, state) is { } change)
            {
                _file ??= Open(_head);
                Append(_file, change);
            }

            _state = state;
            if (_file?.Length > _dueAt && _compaction.IsCompleted && !_end.IsCancellationRequested)
            {
                var alone = _alone ??= new Unattended($"The writing of a shorter {HeadFile}", _log);
                _compaction = Task.Run(() => alone.Do(Compact));
            }
        }
    }

    /// <summary>Brings a state to the disk with the next file, so that nothing of the one before stays.</summary>
    public override void Replace(TState state)
    {
        _compaction.Wait();
        lock (_lock)
        {
            if (_head is null)
            {
                First(state);
            }
            else
            {
                _file ??= Open(_head);
                Use(Begin(_head.Generation + 1, state, CancellationToken.None));
            }

            _state = state;
        }
    }

    /// <summary>Waits for a file that is being written anew to be done or given up.</summary>
    public override void Dispose()
    {
        _end.Cancel();
        _compaction.Wait();
        lock (_lock)
        {
            _file?.Dispose();
        }

        _end.Dispose();
    }

    private (TState State, Problem? Problem) ReadChanges(StoreHead head)
    {
        var replay = kind.Replay();
        var path = FileOf(head.Generation);
        try
        {
            var (length, problem) = ChangeFileReader.Read<TChange>(path, kind.Json, replay.Take);
            if (problem is { Message: FileWords.NoSuchFile })
            {
                return Wrong(HeadFile, $"names {path}, which is not there");
            }

            if (problem is null && length < head.BaseBytes)
            {
                return Wrong(path, $"ends after {length} bytes, and began with {head.BaseBytes}");
            }

            if (problem is null)
            {
                (_head, _wholeLines, _state) = (head, length, replay.State);
            }

            return (_state, problem);
        }
        catch (IOException exception)
        {
            return Wrong(path, FileWords.CannotBeRead(exception.Message));
        }
    }

    /// <summary>Nothing is here yet, or what an earlier version wrote.</summary>
    private void First(TState state)
    {
        data.MakeFolder(folder);
        Use(Begin(1, state, CancellationToken.None));
    }

    /// <summary>From now on the next file holds, and there is none before it.</summary>
    private void Use((ChangeFile File, StoreHead Head) next)
    {
        try
        {
            next.Head.Write(data, HeadFile);
        }
        catch (Exception)
        {
            next.File.GiveUp();
            throw;
        }

        _file?.GiveUp();
        (_file, _head) = next;
        _dueAt = Due(_head);
    }

    /// <summary>Goes on with the file of the run before; others are what was left of a kill.</summary>
    private ChangeFile Open(StoreHead head)
    {
        data.MakeFolder(folder);
        var path = FileOf(head.Generation);
        foreach (var other in Bases().Where(other => other != path))
        {
            File.Delete(other);
        }

        if (new FileInfo(path).Length is var length && length != _wholeLines)
        {
            ChangeLogWords.Dropped(_log, path, length - _wholeLines);
        }

        var file = ChangeFile.Open(data, path, _wholeLines, kind.HoldsSecrets);
        _dueAt = Due(head);
        return file;
    }

    /// <summary>A file with a state as it is, on the disk.</summary>
    private (ChangeFile File, StoreHead Head) Begin(int generation, TState state, CancellationToken cancellationToken)
    {
        var file = ChangeBase.Write(data, FileOf(generation), state, kind, cancellationToken);
        return (file, new StoreHead(kind.Format, generation, file.Length));
    }

    /// <summary>The next file: written while changes go on, then those that came meanwhile, and from then on it holds.</summary>
    private void Compact()
    {
        ChangeFile? next = null;
        try
        {
            TState state;
            int generation;
            lock (_lock)
            {
                (state, generation) = (_state, _head!.Generation + 1);
            }

            (next, var head) = Begin(generation, state, _end.Token);
            lock (_lock)
            {
                if (kind.Between(state, _state) is { } meanwhile)
                {
                    Append(next, meanwhile);
                }

                (var whole, next) = (next, null);
                Use((whole, head));
            }
        }
        catch (OperationCanceledException)
        {
            // The end: what holds, holds.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lock (_lock)
            {
                next?.GiveUp();
                _dueAt = _file!.Length + FewChanges;
            }

            ChangeLogWords.NotCompacted(_log, FileOf(_head!.Generation), exception.Message);
        }
    }

    private static long Due(StoreHead head) => head.BaseBytes + Math.Max(head.BaseBytes, FewChanges);

    private void Append(ChangeFile file, TChange change)
    {
        var line = new ArrayBufferWriter<byte>();
        ChangeLine.Write(line, change, kind.Json);
        file.Append(line.WrittenSpan);
    }

    private string FileOf(int generation) => Path.Combine(folder, $"{name}-{generation}.jsonl");

    /// <summary>The files that are there, and no others of their folder.</summary>
    public override IEnumerable<string> Files() => Directory.Exists(folder) ? Bases().Concat(Directory.EnumerateFiles(folder, $"{name}.json")) : [];

    private IEnumerable<string> Bases() => Directory.EnumerateFiles(folder, $"{name}-*.jsonl").Where(path =>
        int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan())[(name.Length + 1)..], NumberStyles.None, null, out _));

    private (TState State, Problem? Problem) Wrong(string file, string message) => (kind.Empty, new Problem(new Origin(file, 0, ""), message));
}
