using AlbEmulator.AccessLogs;

namespace AlbEmulator.Journal;

/// <summary>
/// The last requests, in a ring: each takes the place of the one that came so many before it. Writers share a number and
/// nothing else, and never wait; readers take what they find, and see when they were overtaken.
/// </summary>
internal sealed class RequestJournal(int size)
{
    /// <summary>
    /// What the headers in it take at most, about. Where they would take more, those of the oldest requests are left out.
    /// </summary>
    public const long MostHeaderBytes = 64 * 1024 * 1024;

    private readonly JournalSlot?[] _slots = new JournalSlot?[size];
    private long _last;
    private long _emptied;
    private long _headerBytes;
    private long _leftOut;
    private TaskCompletionSource? _awaited;

    /// <summary>Whether anything is kept.</summary>
    public bool IsOn => size > 0;

    /// <summary>How many requests are kept at most.</summary>
    public int Size => size;

    /// <summary>Number of the newest request; 0 before the first.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Number of the last request that was there when the journal was emptied.</summary>
    public long Emptied => Volatile.Read(ref _emptied);

    /// <summary>Requests that are kept now.</summary>
    public long Kept => Math.Min(size, Last - Emptied);

    /// <summary>From any thread; never waits. The notes of the headers are given back: others have them from then on.</summary>
    public void Add(in AccessLogEntry line, in JournalNote note)
    {
        var number = Interlocked.Increment(ref _last);
        ref var place = ref _slots[number % size];
        // Taken out, so that nobody else writes in it.
        var slot = Interlocked.Exchange(ref place, null) ?? new JournalSlot();
        var more = slot.Number < number ? slot.Write(number, line, note) : 0;
        JournalSlot? other;
        while ((other = Interlocked.Exchange(ref place, slot))?.Number > slot.Number)
        {
            // A whole round has overtaken this thread: the newer one stays.
            slot = other;
        }

        more -= other?.Drop() ?? 0;
        note.Headers!.GiveBack();

        // Nearly every request over HTTP/1 fits in what its place has: then all threads leave the sum alone.
        if (more != 0 && Interlocked.Add(ref _headerBytes, more) > MostHeaderBytes)
        {
            LeaveOutOldest(number);
        }

        if (Volatile.Read(ref _awaited) is not null && Interlocked.Exchange(ref _awaited, null) is { } awaited)
        {
            // Elsewhere: however many wait, this request does not.
            ThreadPool.UnsafeQueueUserWorkItem(static awaited => awaited.TrySetResult(), awaited, preferLocal: false);
        }
    }

    /// <summary>What stands at a number; null where that is not written yet, and a newer one where it is no longer kept.</summary>
    public JournalEntry? At(long number) => Volatile.Read(ref _slots[number % size])?.Read();

    /// <summary>Those that are kept now, oldest first.</summary>
    public IEnumerable<JournalEntry> Entries()
    {
        var last = Last;
        for (var number = Math.Max(Emptied, last - size) + 1; number <= last; number++)
        {
            if (At(number) is { } entry && entry.Number == number)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Ends when another request was added after this was called.</summary>
    public Task NextAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _awaited, mine, null) ?? mine).Task;
    }

    /// <summary>Forgets every request: what stands in the ring counts no longer, and is written over.</summary>
    public void Empty() => Volatile.Write(ref _emptied, Last);

    /// <summary>The newest keeps its headers, whatever they take.</summary>
    private void LeaveOutOldest(long newest)
    {
        while (Volatile.Read(ref _headerBytes) > MostHeaderBytes)
        {
            var oldest = Math.Max(Volatile.Read(ref _leftOut), newest - size) + 1;
            if (oldest >= newest)
            {
                return;
            }

            Volatile.Write(ref _leftOut, oldest);
            if (Volatile.Read(ref _slots[oldest % size]) is { } slot)
            {
                Interlocked.Add(ref _headerBytes, -slot.LeaveHeadersOut(oldest));
            }
        }
    }
}
