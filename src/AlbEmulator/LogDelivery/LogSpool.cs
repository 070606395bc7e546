using System.Globalization;
using AlbEmulator.DataFolders;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// Lines of archives on disk, below the data directory, from the moment they are written until their object is
/// delivered. They are compressed as they come, a piece for each <see cref="Append"/>. Each file has the name of its
/// object from the first line on, so that whatever is broken off and done again (a kill, an upload that nobody
/// answered) makes the same object again and not a second one.
/// </summary>
internal sealed class LogSpool : IDisposable
{
    /// <summary>In bytes of its lines: a file that has more does not wait for the end of its interval.</summary>
    private const long LongestSegment = 64L * 1024 * 1024;

    private readonly DataFolder _data;
    private readonly string _path;
    private readonly long _maxBytes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<LogRoute, SpoolSegment> _open = [];
    private readonly List<SpoolFolder> _folders = [];
    private readonly BusySegments _busy = new();
    private long _bytes;
    private long _linesLost;
    private long _lostBefore;
    private bool _isFull;

    /// <param name="data">Where it is: this emulator's own.</param>
    /// <param name="maxBytes">What it may take of the disk.</param>
    /// <param name="time">Tells the day of delivery.</param>
    /// <param name="logger">Told of what is lost.</param>
    public LogSpool(DataFolder data, long maxBytes, TimeProvider time, ILogger logger)
    {
        _data = data;
        _path = data.PathOf("log-delivery");
        _maxBytes = maxBytes;
        _time = time;
        _logger = logger;
    }

    /// <summary>Lines that are in no archive and never will be.</summary>
    public long LinesLost => Interlocked.Read(ref _linesLost);

    /// <summary>Whether an emulator has ever left something here.</summary>
    public bool IsThere => Directory.Exists(_path);

    /// <summary>Raised when a file waits for delivery before its interval has ended.</summary>
    public event Action? Closed;

    /// <summary>
    /// Takes the spool, and hands over what emulators that are gone left in it. A line that was cut off in the middle
    /// will be dropped: it stands in no live log, since that is written after the spool.
    /// </summary>
    public void Open()
    {
        lock (_lock)
        {
            if (_folders.Count == 0)
            {
                TakeFolders();
            }
        }
    }

    /// <summary>Writes whole lines of an archive, or none of them and throws.</summary>
    public void Append(LogRoute route, ReadOnlySpan<byte> content, int lines)
    {
        lock (_lock)
        {
            Open();
            if (_isFull && !HasRoom(0))
            {
                Lose(lines);
                return;
            }

            var segment = SegmentOf(route);
            var piece = segment.Compress(content);
            _busy.Keep(segment);
            if (!HasRoom(piece.Length))
            {
                Lose(lines);
                return;
            }

            var before = segment.Length;
            segment.Append(piece, content.Length, lines);
            _bytes += segment.Length - before;
            if (segment.LinesLength >= LongestSegment)
            {
                CloseEarly(route, segment);
            }
        }
    }

    public void Lose(long lines) => Interlocked.Add(ref _linesLost, lines);

    /// <summary>Hands over the files of all intervals that have ended by then: one that cannot be keeps no other.</summary>
    /// <exception cref="IOException">Some could not be; the message says why of the first.</exception>
    public void CloseEnded(DateTimeOffset by)
    {
        var problem = default(Exception);
        lock (_lock)
        {
            foreach (var (route, segment) in _open.Where(item => item.Key.IntervalEnd <= by.UtcTicks).ToArray())
            {
                try
                {
                    Close(route, segment);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    problem ??= exception;
                }
            }
        }

        if (problem is not null)
        {
            throw new IOException(problem.Message, problem);
        }
    }

    /// <summary>A small object that waits for delivery as it is.</summary>
    public void Add(string bucket, string key, string text)
    {
        lock (_lock)
        {
            Open();
            _folders[0].Add(bucket, key, text);
            _bytes += text.Length;
        }
    }

    /// <summary>What waits for delivery, oldest first.</summary>
    public IReadOnlyList<PendingObject> Pending()
    {
        lock (_lock)
        {
            return [.. _folders.SelectMany(folder => folder.PendingObjects())];
        }
    }

    /// <summary>A whole object of a file that was left; null where no line is left.</summary>
    public PendingObject? Finish(PendingObject item)
    {
        var (whole, found) = item.Finish(_data);
        if (found.IsBroken)
        {
            LogMessages.BrokenFile(_logger, item.Path, item.Length, found.Copied);
        }
        else if (found.Torn > 0)
        {
            LogMessages.TornLine(_logger, item.Path, found.Torn);
        }

        lock (_lock)
        {
            // Where a kill came just before the end of this it was made before, and counts already.
            _bytes += (found.Copied > 0 ? whole!.Length : 0) - item.Length;
        }

        return whole;
    }

    /// <summary>It is delivered.</summary>
    public void Remove(PendingObject item)
    {
        lock (_lock)
        {
            item.Remove();
            _bytes -= item.Length;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var segment in _open.Values)
            {
                segment.Dispose();
                _busy.Forget(segment);
            }

            _open.Clear();
            _folders.Clear();
        }
    }

    /// <summary>The first to write to; and further ones, which earlier versions had, for what is in them.</summary>
    private void TakeFolders()
    {
        for (var number = 1; number == 1 || Directory.Exists(PathOf(number)); number++)
        {
            var folder = new SpoolFolder(PathOf(number), _data);
            _folders.Add(folder);
            Recover(folder);
        }
    }

    private string PathOf(int number) => Path.Combine(_path, number.ToString(CultureInfo.InvariantCulture));

    private void Recover(SpoolFolder folder)
    {
        foreach (var (file, problem) in folder.NoFiles())
        {
            LogMessages.IsLeft(_logger, file, problem);
        }

        foreach (var file in folder.OpenFiles().ToArray())
        {
            try
            {
                folder.Close(file, _time.GetUtcNow(), isWhole: false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogMessages.IsLeft(_logger, file, $"cannot be moved: {exception.Message}");
            }
        }

        _bytes += folder.PendingObjects().Sum(item => item.Length);
    }

    private SpoolSegment SegmentOf(LogRoute route)
    {
        if (!_open.TryGetValue(route, out var segment))
        {
            var destination = route.Destination!;
            var name = destination.NewFileName(route.Node, new DateTime(route.IntervalEnd, DateTimeKind.Utc));
            segment = new SpoolSegment(
                Path.Combine(_folders[0].Open, destination.Bucket.Name, destination.Folder, name), _data);
            _open.Add(route, segment);
        }

        return segment;
    }

    /// <summary>The lines are written: what goes wrong here is nobody's affair but the next attempt's.</summary>
    private void CloseEarly(LogRoute route, SpoolSegment segment)
    {
        try
        {
            Close(route, segment);
            Closed?.Invoke();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder that is not ours: the file grows on.
        }
    }

    private void Close(LogRoute route, SpoolSegment segment)
    {
        if (!File.Exists(segment.Path))
        {
            // Somebody has tidied up.
            _bytes -= segment.Length;
            Lose(segment.Lines);
            LogMessages.SpoolFileIsGone(_logger, segment.Path, segment.Lines);
        }
        else if (segment.Lines > 0)
        {
            _folders[0].Close(segment.Path, _time.GetUtcNow(), segment.IsWhole);
        }
        else
        {
            File.Delete(segment.Path);
        }

        segment.Dispose();
        _busy.Forget(segment);
        _open.Remove(route);
    }

    /// <summary>Told once when it is full, and once when a tenth of it is free again.</summary>
    private bool HasRoom(int bytes)
    {
        var isFull = _bytes + bytes > (_isFull ? _maxBytes / 10 * 9 : _maxBytes);
        if (isFull && !_isFull)
        {
            _lostBefore = LinesLost;
            LogMessages.SpoolIsFull(_logger, _bytes);
        }
        else if (!isFull && _isFull)
        {
            LogMessages.SpoolHasRoom(_logger, LinesLost - _lostBefore);
        }

        _isFull = isFull;
        return !isFull;
    }
}
