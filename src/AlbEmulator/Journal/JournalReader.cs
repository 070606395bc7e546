namespace AlbEmulator.Journal;

/// <summary>Reads one request after the other, and goes on with those that come later.</summary>
/// <param name="journal">What is read.</param>
/// <param name="next">Number of the first request that is wanted.</param>
internal sealed class JournalReader(RequestJournal journal, long next)
{
    private long _next = next;
    private long _lost;

    /// <summary>The next request; null where it is still to come.</summary>
    public JournalEntry? Read()
    {
        while (true)
        {
            var last = journal.Last;
            _next = Math.Max(_next, journal.Emptied + 1);
            if (last - journal.Size >= _next)
            {
                _lost += last - journal.Size + 1 - _next;
                _next = last - journal.Size + 1;
            }

            if (_next > last || journal.At(_next) is not { } entry || entry.Number < _next)
            {
                return null;
            }

            if (entry.Number == _next)
            {
                _next++;
                return entry;
            }
        }
    }

    /// <summary>How many requests were overwritten before they were read, since this was last asked.</summary>
    public long TakeLost()
    {
        var lost = _lost;
        _lost = 0;
        return lost;
    }
}
