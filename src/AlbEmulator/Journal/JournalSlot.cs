using AlbEmulator.AccessLogs;
using AlbEmulator.Requests;

namespace AlbEmulator.Journal;

/// <summary>
/// A place of the ring, written for one request after the other, so that none of them leaves anything behind to be collected.
/// Who writes has taken it out of the ring; who reads sees by its number whether it was written meanwhile.
/// </summary>
internal sealed class JournalSlot
{
    private long _number;
    private AccessLogEntry _line;
    private JournalNote _note;
    private HeaderNotes? _headers;

    /// <summary>Of the request; 0 while it is written.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>In place of what stands here.</summary>
    /// <returns>Bytes that its headers take more than those before.</returns>
    public long Write(long number, in AccessLogEntry line, in JournalNote note)
    {
        // Before anything else, for all to see.
        Interlocked.Exchange(ref _number, 0);
        var before = Interlocked.Exchange(ref _headers, note.Headers);
        _line = line;
        _note = note with { Headers = null };
        Volatile.Write(ref _number, number);
        var more = note.Headers!.Bytes - (before?.Bytes ?? 0);
        before?.GiveBack();
        return more;
    }

    /// <summary>A copy of what stands here; null where another is being written.</summary>
    public JournalEntry? Read()
    {
        var number = Number;
        var entry = new JournalEntry(number, _line, _note, Volatile.Read(ref _headers)?.Copy());
        // Not before all of it is read.
        Interlocked.MemoryBarrier();
        return number > 0 && Number == number ? entry : null;
    }

    /// <summary>The headers of a request make room for those of others. Who reads them just now still has them.</summary>
    /// <returns>Bytes that they took; 0 where others stand here.</returns>
    public long LeaveHeadersOut(long number) =>
        Volatile.Read(ref _headers) is { } headers
        && Number == number
        && Interlocked.CompareExchange(ref _headers, null, headers) == headers
            ? headers.Bytes
            : 0;
}
