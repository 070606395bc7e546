namespace AlbEmulator.Etcd;

/// <summary>
/// What a node knows of a store: the states, the head and their revision, all of one moment. It moves on by the node's own
/// changes and by those that are followed, whichever is first to tell of one.
/// </summary>
internal sealed class EtcdKnown
{
    private readonly Lock _gate = new();
    private readonly EtcdLogs _logs = new();
    private EtcdHead _head = EtcdHead.None;
    private long _headAt;
    private long _revision;
    private (string Id, Action Use)? _pending;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the last change.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Revision of etcd's that the head has; 0 for none.</summary>
    public long HeadAt => Look(static (_, _, at) => at);

    /// <summary>A log by its name; made when it is first asked for.</summary>
    public TLog LogOf<TLog>(string name, Func<TLog> create)
        where TLog : IEtcdLog
    {
        lock (_gate)
        {
            return _logs.Of(name, create);
        }
    }

    /// <summary>Looks at it, while it stays as it is.</summary>
    public T Look<T>(Func<EtcdLogs, EtcdHead, long, T> look)
    {
        lock (_gate)
        {
            return look(_logs, _head, _headAt);
        }
    }

    /// <summary>Takes up what was read as a whole; false where more has become known meanwhile.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="before"><see cref="HeadAt"/> before it was.</param>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public bool Use(EtcdReading reading, long before)
    {
        lock (_gate)
        {
            if (_headAt != before)
            {
                return false;
            }

            _logs.Load(reading);
            (_head, _headAt) = (reading.Head, reading.HeadAt);
            Move(reading.Head.Revision);
            return true;
        }
    }

    /// <summary>Takes up the copy in the data folder.</summary>
    /// <param name="revision">That it is of.</param>
    public void UseCopy(long revision)
    {
        lock (_gate)
        {
            _logs.ReadCopies();
            Move(revision);
        }
    }

    /// <summary>Takes up a change of anybody's, unless that was done; false where one before it is not known.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public bool Follow(long revision, ReadOnlySpan<byte> entry)
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
    /// <param name="head">The head.</param>
    /// <param name="at">Its revision of etcd's.</param>
    public bool Follow(EtcdHead head, long at)
    {
        lock (_gate)
        {
            if (at <= _headAt)
            {
                return true;
            }

            if (head.Revision != _revision || (_head.Store.Length > 0 && head.Store != _head.Store))
            {
                return false;
            }

            (_head, _headAt) = (head, at);
            Move(_revision);
            return true;
        }
    }

    /// <summary>Whether a head may be what the known one became; not where etcd was emptied, or brought back from a copy.</summary>
    /// <param name="head">As it is in etcd; null for none.</param>
    /// <param name="at">Its revision of etcd's.</param>
    public bool MayBe(EtcdHead? head, long at) =>
        Look((_, known, knownAt) => knownAt == 0 || (head is not null && head.Store == known.Store && at >= knownAt));

    /// <summary>A change of this node's is on its way: who tells of it first takes it up.</summary>
    /// <param name="id">Of the change.</param>
    /// <param name="use">Takes it up.</param>
    public void Expect(string id, Action use)
    {
        lock (_gate)
        {
            _pending = (id, use);
        }
    }

    /// <summary>The change of this node's counts.</summary>
    /// <param name="before">Revision of etcd's that the head before had.</param>
    /// <param name="next">The head now.</param>
    /// <param name="at">Its own.</param>
    public void Done(long before, EtcdHead next, long at)
    {
        lock (_gate)
        {
            if (_headAt == before)
            {
                if (_revision != next.Revision)
                {
                    _pending!.Value.Use();
                }

                (_head, _headAt) = (next, at);
                Move(next.Revision);
            }
        }
    }

    /// <summary>Waits until a head is known; false where it does not come in time.</summary>
    public async Task<bool> UntilAsync(long headAt, TimeSpan within, CancellationToken cancellation)
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

            var left = within - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await moved.WaitAsync(left, cancellation);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    /// <summary>Brings the states to the copy in the data folder.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Copy() => _logs.Copy();

    /// <summary>The states were moved on before: whoever looks at the revision first, and then at a state, has none that is older.</summary>
    private void Move(long revision)
    {
        Volatile.Write(ref _revision, revision);
        var moved = _moved;
        _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        moved.SetResult();
    }
}
