using AlbEmulator.Machine;

namespace AlbEmulator.Health;

/// <summary>
/// Which check is due when: one timer for all of them, since thousands of timers would wake thousands of threads.
/// </summary>
internal sealed class CheckSchedule : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Unattended _checks;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Turn, long> _turns = new();
    private bool _isEnded;

    /// <param name="time">The clock.</param>
    /// <param name="checks">Tells of checks that fail to begin.</param>
    public CheckSchedule(TimeProvider time, Unattended checks)
    {
        _time = time;
        _checks = checks;
        _timer = checks.Timer(time, Call, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls that check after the delay, and from there on once in each interval.</summary>
    public Turn Add(Action check, TimeSpan delay, TimeSpan interval)
    {
        var turn = new Turn(this, check, Ticks(interval));
        lock (_lock)
        {
            Enqueue(turn, _time.GetTimestamp() + Ticks(delay));
            SetTimer();
        }

        return turn;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isEnded = true;
            _timer.Dispose();
        }
    }

    /// <summary>Calls who is due, without the lock: a check may change its turn.</summary>
    private void Call()
    {
        List<Turn> due = [];
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            while (_turns.TryPeek(out var turn, out var at) && at <= now)
            {
                _turns.Dequeue();
                if (turn.At == at)
                {
                    due.Add(turn);
                    // Turns that were slept through are left out.
                    Enqueue(turn, Math.Max(at, now - turn.Interval) + turn.Interval);
                }
            }

            SetTimer();
        }

        foreach (var turn in due)
        {
            _checks.Do(turn.Check);
        }
    }

    private void Enqueue(Turn turn, long at)
    {
        turn.At = at;
        _turns.Enqueue(turn, at);
    }

    /// <summary>To the first turn; one that was changed since is found out when it comes.</summary>
    private void SetTimer()
    {
        if (!_isEnded && _turns.TryPeek(out _, out var at))
        {
            var milliseconds = Math.Ceiling((at - _time.GetTimestamp()) * 1000.0 / _time.TimestampFrequency);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(milliseconds, 0)), Timeout.InfiniteTimeSpan);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    /// <summary>A check's place in the schedule.</summary>
    internal sealed class Turn(CheckSchedule schedule, Action check, long interval) : IDisposable
    {
        /// <summary>Of a turn that is over.</summary>
        private const long Never = -1;

        public Action Check => check;

        /// <summary>In ticks of the clock's timestamps, as <see cref="At"/>.</summary>
        public long Interval { get; private set; } = interval;

        public long At { get; set; }

        /// <summary>Another interval, from the last turn on.</summary>
        public void Change(TimeSpan interval)
        {
            lock (schedule._lock)
            {
                var (before, ticks) = (Interval, schedule.Ticks(interval));
                Interval = ticks;
                if (At != Never)
                {
                    schedule.Enqueue(this, At - before + ticks);
                    schedule.SetTimer();
                }
            }
        }

        public void Dispose()
        {
            lock (schedule._lock)
            {
                At = Never;
            }
        }
    }
}
