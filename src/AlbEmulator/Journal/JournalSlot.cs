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
    private NotedHeaders? _headers;

    /// <summary>Of the request; 0 while it is written.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>In place of what stands here.</summary>
    /// <returns>Bytes that its headers take more than those before.</returns>
    public long Write(long number, in AccessLogEntry line, in JournalNote note)
    {
        var headers = TakeHeaders() ?? new NotedHeaders();
        var before = headers.Bytes;
        headers.Keep(note.Headers!);
        _line = line;
        _note = note with { Headers = null };
        Volatile.Write(ref _headers, headers);
        Volatile.Write(ref _number, number);
        return headers.Bytes - before;
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

    /// <summary>It is no longer in the ring. A reader that still has it is to drop what it reads.</summary>
    /// <returns>Bytes that its headers took.</returns>
    public long Drop() => TakeHeaders()?.Bytes ?? 0;

    /// <summary>
    /// The headers of a request make room for those of others. Who reads them just now still has them. A newer request loses
    /// its own in their place where a whole round passes within these lines.
    /// </summary>
    /// <returns>Bytes that they took; 0 where others stand here.</returns>
    public long LeaveHeadersOut(long number) =>
        Volatile.Read(ref _headers) is { } headers
        && Number == number
        && Interlocked.CompareExchange(ref _headers, null, headers) == headers
            ? headers.Bytes
            : 0;

    /// <summary>What stands here counts no longer: no reader may see anything of what comes beside the number of what was.</summary>
    private NotedHeaders? TakeHeaders()
    {
        _number = 0;
        Volatile.WriteBarrier();
        return Interlocked.Exchange(ref _headers, null);
    }
}
