using System.Collections.Concurrent;
using System.Threading.Channels;
using AlbEmulator.Machine;
using AlbEmulator.Outside;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// Delivers the spool: when an interval has ended its files are put into their buckets, oldest first. A
/// bucket that cannot be written to keeps the others from nothing; what is for it is tried again after growing pauses.
/// </summary>
internal sealed class LogDeliveries : IAsyncDisposable
{
    /// <summary>How long after the end of an interval its last lines may come.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Between two attempts, whatever has failed.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Of one object, so that whoever takes it and never says so holds up no other bucket for ever. Of this machine's clock:
    /// it bounds a wait for sockets.
    /// </summary>
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(60);

    private readonly LogSpool _spool;
    private readonly AlbSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _interval;
    private readonly DeliveryPauses _pauses;
    private readonly ConcurrentQueue<Func<Task>> _flushes = new();
    private readonly TestObjects _testObjects;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private ITimer? _intervals;
    private ITimer? _retries;
    private Task? _loop;
    private ObjectStore? _store;
    private string? _lastError;
    private bool _isFailing;
    private volatile DeliveryState _state = DeliveryState.None;

    public LogDeliveries(LogSpool spool, AlbSettings settings, TimeProvider time, ILogger logger)
    {
        _spool = spool;
        _settings = settings;
        _time = time;
        _logger = logger;
        _interval = TimeSpan.FromSeconds(settings.LogIntervalSeconds).Ticks;
        _pauses = new DeliveryPauses(time);
        _testObjects = new TestObjects(spool, time);
        spool.Closed += Wake;
    }

    public DeliveryState State => _state with { LinesLost = _spool.LinesLost };

    /// <summary>What is done before the files of an interval are taken for whole.</summary>
    public void FlushBefore(Func<Task> flush) => _flushes.Enqueue(flush);

    /// <summary>The end of the interval that a time is in, in ticks of UTC. Intervals are aligned to the clock.</summary>
    public long IntervalEnd(DateTime time) => ((time.Ticks / _interval) + 1) * _interval;

    /// <summary>From here on a log goes to a bucket: a test object says so, at once.</summary>
    public void Enable(LogDestination destination)
    {
        _testObjects.Enable(destination);
        Wake();
    }

    /// <summary>One writer, the publisher of snapshots, calls this, as often as it likes.</summary>
    public void Start()
    {
        if (_loop is null)
        {
            var work = new Unattended("The delivery of logs", _logger);
            _retries = work.Timer(_time, Wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _intervals = work.Timer(_time, OnInterval, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _intervals.Change(UntilDelivery(), Timeout.InfiniteTimeSpan);
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Unfinished intervals end here, and so does each pause. What cannot be delivered now waits for the next emulator.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
            _intervals!.Dispose();
            _retries!.Dispose();
            using var end = new CancellationTokenSource(LongestEnd);
            _pauses.End();
            await TryPassAsync(DateTimeOffset.MaxValue, end.Token);
        }

        _store?.Dispose();
        _stopping.Dispose();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private void OnInterval()
    {
        _intervals!.Change(UntilDelivery(), Timeout.InfiniteTimeSpan);
        Wake();
    }

    private TimeSpan UntilDelivery()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new DateTime(IntervalEnd(now - Grace), DateTimeKind.Utc) + Grace - now;
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await TryPassAsync(_time.GetUtcNow() - Grace, _stopping.Token);
            if (_isFailing || _pauses.Next is not null)
            {
                var pause = (_pauses.Next ?? default) - _time.GetUtcNow();
                _retries!.Change(pause > ShortestPause ? pause : ShortestPause, Timeout.InfiniteTimeSpan);
            }

            try
            {
                await _wake.Reader.ReadAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <param name="by">Intervals that have ended by then are taken for whole.</param>
    /// <param name="cancellationToken">Breaks a delivery off.</param>
    private async Task TryPassAsync(DateTimeOffset by, CancellationToken cancellationToken)
    {
        try
        {
            _spool.Open();
            _testObjects.Write();
            await FlushAsync(cancellationToken);
            try
            {
                _spool.CloseEnded(by);
            }
            finally
            {
                // What waits gives back room, where it was that which was missing.
                await DeliverAsync(cancellationToken);
            }

            _isFailing = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end; the file stays.
        }
        catch (Exception exception)
        {
            // A full disk, a folder that is not ours: the outside world, and the next time may be better.
            _state = _state with { LastError = exception.Message };
            if (!_isFailing)
            {
                _isFailing = true;
                LogMessages.DeliveryFailed(_logger, exception.Message);
            }
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_flushes.Select(flush => flush())).WaitAsync(LongestFlush, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A reader of standard output that has stopped reading: what is in the spool is delivered all the same.
        }
    }

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        var pending = _spool.Pending().Select(Finished).OfType<PendingObject>().DistinctBy(static item => item.Path).ToList();
        Tell(pending);
        var left = new List<PendingObject>();
        // One that had failed may keep others waiting, and at the end for longer than there is time.
        foreach (var item in pending.OrderBy(item => _pauses.HasFailed(item.Bucket)))
        {
            if (item.IsUnfinished || _pauses.IsPaused(item.Bucket) || !await TryDeliverAsync(item, cancellationToken))
            {
                left.Add(item);
            }
        }

        _pauses.Forget(name => !left.Exists(item => item.Bucket == name || item.Path == name));
        Tell(left);
    }

    private void Tell(List<PendingObject> pending) => _state = new DeliveryState(
        pending.Count,
        pending.Sum(item => item.Length),
        pending.Count == 0 ? null : pending.Min(static item => item.Since),
        _pauses.Next is null ? null : _lastError,
        LinesLost: 0);

    private PendingObject? Finished(PendingObject item)
    {
        try
        {
            return item.IsUnfinished && !_pauses.IsPaused(item.Path) ? _spool.Finish(item) : item;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, or a file that cannot be read: it is delivered when that has changed, and others meanwhile.
            FailFile(item, exception.Message);
            return item;
        }
    }

    private async Task<bool> TryDeliverAsync(PendingObject item, CancellationToken cancellationToken)
    {
        if (!CanBeRead(item))
        {
            return false;
        }

        var store = _store ??= ObjectStore.Of(_settings);
        string? problem;
        try
        {
            problem = await Deadline.WithinAsync(token => store.PutAsync(item, token), LongestDelivery, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            problem = exception.Message;
        }

        if (problem is not null)
        {
            Fail(item.Bucket, problem);
            return false;
        }

        _spool.Remove(item);
        if (_pauses.Succeed(item.Bucket))
        {
            LogMessages.IsDeliveredAgain(_logger, item.Bucket);
        }

        return true;
    }

    private bool CanBeRead(PendingObject item)
    {
        if (_pauses.IsPaused(item.Path))
        {
            return false;
        }

        try
        {
            using var file = RegularFile.Open(item.Path);
            return true;
        }
        catch (IOException exception)
        {
            FailFile(item, exception.Message);
            return false;
        }
    }

    private void FailFile(PendingObject item, string problem)
    {
        _lastError = problem;
        if (_pauses.Fail(item.Path))
        {
            LogMessages.FileIsKept(_logger, item.Path, problem);
        }
    }

    private void Fail(string bucket, string problem)
    {
        _lastError = problem;
        if (_pauses.Fail(bucket))
        {
            LogMessages.CannotBeDelivered(_logger, bucket, problem);
        }
    }
}
