using System.Buffers;
using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>
/// A state on disk, of which a change costs what it changes: a line is appended for it and brought to the disk. When the
/// changes have outgrown what the file began with, the next file is written beside it with the state as it is then; once
/// that is on the disk, <c>NAME.json</c> is replaced, which names the file that holds. Whatever is killed when, one of the
/// two holds everything that was written.
/// </summary>
/// <param name="folder">Where it is; absolute.</param>
/// <param name="name">Of its files.</param>
/// <param name="kind">What the state is.</param>
internal sealed class ChangeLog<TState, TChange>(string folder, string name, ChangeKind<TState, TChange> kind) : IDisposable
    where TState : class
    where TChange : class
{
    /// <summary>Bytes of changes that are not worth another file.</summary>
    public const long FewChanges = 1024 * 1024;

    /// <summary>A base is written in pieces of about that many bytes.</summary>
    private const int Piece = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private TState _state = kind.Empty;
    private StoreHead? _head;
    private long _wholeLines;
    private ChangeFile? _file;
    private long _dueAt;
    private Task _compaction = Task.CompletedTask;

    /// <summary>The file that a user knows, and that problems name.</summary>
    public string HeadFile { get; } = Path.Combine(folder, $"{name}.json");

    /// <summary>Told of what is dropped at the end of a file, and of files that cannot be written anew; null for nobody.</summary>
    public ILogger? Log { get; set; }

    /// <summary>The state that was written last, or what is wrong with it; then nothing is written.</summary>
    public (TState State, Problem? Problem) Read()
    {
        try
        {
            if (!File.Exists(HeadFile))
            {
                return (_state, null);
            }

            using var head = JsonDocument.Parse(File.ReadAllBytes(HeadFile));
            var format = FormatOf(head.RootElement);
            if (format == kind.Format)
            {
                return ReadChanges(head.RootElement.Deserialize<StoreHead>()!);
            }

            return kind.ReadOlder(format, head.RootElement) is { } older
                ? (_state = older, null)
                : (kind.Empty, Wrong(HeadFile, $"has the format {format}, and this version reads {kind.Format}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (kind.Empty, Wrong(HeadFile, $"cannot be read: {exception.Message}"));
        }
    }

    /// <summary>Brings a state to the disk, by what it has other than the one before.</summary>
    /// <exception cref="IOException">The disk does not take it; the state before stays.</exception>
    public void Write(TState state)
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
                _compaction = Task.Run(Compact);
            }
        }
    }

    /// <summary>Waits for a file that is being written anew to be done or given up.</summary>
    public void Dispose()
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
        var (length, problem) = File.Exists(path)
            ? ChangeFileReader.Read<TChange>(path, kind.Json, replay.Take)
            : (0, Wrong(HeadFile, $"names {path}, which is not there"));
        problem ??= length < head.BaseBytes
            ? Wrong(path, $"ends after {length} bytes, and began with {head.BaseBytes}")
            : null;
        if (problem is not null)
        {
            return (kind.Empty, problem);
        }

        (_head, _wholeLines, _state) = (head, length, replay.State);
        return (_state, null);
    }

    /// <summary>Nothing is here yet, or what an earlier version wrote.</summary>
    private void First(TState state)
    {
        Directory.CreateDirectory(folder);
        var (file, head) = Begin(1, state, CancellationToken.None);
        try
        {
            head.Write(HeadFile);
        }
        catch (Exception)
        {
            GiveUp(file);
            throw;
        }

        (_file, _head) = (file, head);
        _dueAt = Due();
    }

    /// <summary>Goes on with the file of the run before; others are what was left of a kill.</summary>
    private ChangeFile Open(StoreHead head)
    {
        var path = FileOf(head.Generation);
        foreach (var other in Directory.EnumerateFiles(folder, $"{name}-*.jsonl").Where(other => other != path))
        {
            File.Delete(other);
        }

        if (new FileInfo(path).Length is var length && length != _wholeLines)
        {
            LogDropped(path, length - _wholeLines);
        }

        var file = ChangeFile.Open(path, _wholeLines);
        _dueAt = Due();
        return file;
    }

    /// <summary>A file with a state as it is, on the disk.</summary>
    private (ChangeFile File, StoreHead Head) Begin(int generation, TState state, CancellationToken cancellationToken)
    {
        var file = ChangeFile.Create(FileOf(generation));
        try
        {
            var lines = new ArrayBufferWriter<byte>();
            foreach (var change in kind.Whole(state))
            {
                cancellationToken.ThrowIfCancellationRequested();
                ChangeLine.Write(lines, change, kind.Json);
                if (lines.WrittenCount >= Piece)
                {
                    file.Write(lines.WrittenSpan);
                    lines.ResetWrittenCount();
                }
            }

            file.Write(lines.WrittenSpan);
            file.Flush();
            return (file, new StoreHead(kind.Format, generation, file.Length));
        }
        catch (Exception)
        {
            GiveUp(file);
            throw;
        }
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

                head.Write(HeadFile);
                GiveUp(_file!);
                (_file, _head, next) = (next, head, null);
                _dueAt = Due();
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
                GiveUp(next);
                _dueAt = _file!.Length + FewChanges;
            }

            LogNotCompacted(FileOf(_head!.Generation), exception.Message);
        }
    }

    private long Due() => _head!.BaseBytes + Math.Max(_head.BaseBytes, FewChanges);

    private void Append(ChangeFile file, TChange change)
    {
        var line = new ArrayBufferWriter<byte>();
        ChangeLine.Write(line, change, kind.Json);
        file.Append(line.WrittenSpan);
    }

    private string FileOf(int generation) => Path.Combine(folder, $"{name}-{generation}.jsonl");

    private static void GiveUp(ChangeFile? file)
    {
        if (file is null)
        {
            return;
        }

        file.Dispose();
        try
        {
            File.Delete(file.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next start removes it.
        }
    }

    private static int? FormatOf(JsonElement head) =>
        head.ValueKind != JsonValueKind.Object ? throw new JsonException("it is no object")
        : head.TryGetProperty(nameof(StoreHead.Format), out var format) && format.TryGetInt32(out var number) ? number
        : null;

    private static Problem Wrong(string file, string message) => new(new Origin(file, 0, ""), message);

    private void LogDropped(string file, long bytes)
    {
        if (Log is { } log)
        {
            ChangeLogWords.Dropped(log, file, bytes);
        }
    }

    private void LogNotCompacted(string file, string problem)
    {
        if (Log is { } log)
        {
            ChangeLogWords.NotCompacted(log, file, problem);
        }
    }
}

/// <summary>What is told of the files of a state.</summary>
internal static partial class ChangeLogWords
{
    [LoggerMessage(
        LogLevel.Warning, "Half a line at the end of {File}, {Bytes} bytes, is dropped: the call that wrote it was never answered.")]
    public static partial void Dropped(ILogger log, string file, long bytes);

    [LoggerMessage(
        LogLevel.Error, "{File} has grown, and a shorter one cannot be written: {Problem} It goes on, and it is tried again.")]
    public static partial void NotCompacted(ILogger log, string file, string problem);
}
