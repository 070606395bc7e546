using System.Collections.Concurrent;
using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.Machine;

namespace AlbEmulator.Terminal;

/// <summary>
/// A short line for each request, for somebody who looks on: of a second no more than can be read, failures first, and how many
/// others there were. A thread of its own writes them, so that a terminal that is stopped, or a pipe that nobody reads, holds
/// up no request: what comes meanwhile is counted.
/// </summary>
internal sealed class RequestLines : IAsyncDisposable
{
    /// <summary>Lines in a second of requests that failed, and as many of the others.</summary>
    public const int MostInSecond = 100;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LineOutput? _output;
    private readonly TimeProvider _time;
    private readonly Unattended _work;
    private readonly ITimer? _seconds;
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of this second.</summary>
    private long _failed;

    /// <inheritdoc cref="_failed"/>
    private long _others;

    private int _isAwake;
    private volatile bool _isOver;
    private volatile bool _isEnding;

    // Of the thread alone.
    private readonly StringBuilder _text = new();
    private bool _isCounting;
    private long _since;

    /// <param name="output">Where they go; null for nowhere.</param>
    /// <param name="time">Tells when a second is over, and the time of day.</param>
    /// <param name="log">Hears of lines that cannot be written.</param>
    public RequestLines(LineOutput? output, TimeProvider time, ILogger<RequestLines> log)
    {
        (_output, _time) = (output, time);
        _work = new Unattended("The short line of each request", log);
        if (output is null)
        {
            _ended.SetResult();
            return;
        }

        _seconds = _work.Timer(time, () => Wake(isOver: true), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { IsBackground = true, Name = "request lines" }.Start();
    }

    /// <summary>Whether anybody looks on.</summary>
    public bool AreWanted => _output is not null;

    /// <summary>From any thread; never waits and never throws.</summary>
    public void Tell(in AccessLogEntry line)
    {
        if (_output is null)
        {
            return;
        }

        var isFailure = RequestLineWords.IsFailure(line);
        var before = (isFailure ? Interlocked.Increment(ref _failed) : Interlocked.Increment(ref _others)) - 1;
        if (before < MostInSecond)
        {
            _waiting.Enqueue(new Waiting(line));
            Wake(isOver: false);
        }
    }

    /// <summary>What waits is written, if the terminal takes it.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        Wake(isOver: true);
        try
        {
            await _ended.Task.WaitAsync(Second, _time);
        }
        catch (TimeoutException)
        {
            // It is held up, and whoever ends is not.
        }

        _seconds?.Dispose();
    }

    private void Wake(bool isOver)
    {
        _isOver |= isOver;
        if (Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            lock (_gate)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Run()
    {
        while (!_isEnding)
        {
            lock (_gate)
            {
                while (Interlocked.Exchange(ref _isAwake, 0) == 0)
                {
                    Monitor.Wait(_gate);
                }
            }

            _work.Do(Write);
        }

        _work.Do(Write);
        _ended.SetResult();
    }

    private void Write()
    {
        var isOver = _isOver;
        if (!_isCounting && !_waiting.IsEmpty)
        {
            (_isCounting, _since) = (true, _time.GetTimestamp());
            _seconds!.Change(Second, Timeout.InfiniteTimeSpan);
        }

        _text.Clear();
        while (_waiting.TryDequeue(out var waiting))
        {
            RequestLineWords.Append(_text, waiting.Line, _time.LocalTimeZone, _output!.IsColoured);
        }

        if (isOver)
        {
            EndSecond();
        }

        if (_text.Length > 0)
        {
            _output!.Write(_text.ToString());
        }
    }

    /// <summary>A write that takes long makes a second long.</summary>
    private void EndSecond()
    {
        _isOver = false;
        _isCounting = false;
        var failed = LeftOut(Interlocked.Exchange(ref _failed, 0));
        var others = LeftOut(Interlocked.Exchange(ref _others, 0));
        RequestLineWords.AppendLeftOut(_text, failed, others, _time.GetElapsedTime(_since));
    }

    private static long LeftOut(long came) => Math.Max(0, came - MostInSecond);

    private sealed class Waiting(in AccessLogEntry line)
    {
        private readonly AccessLogEntry _line = line;

        public ref readonly AccessLogEntry Line => ref _line;
    }
}
