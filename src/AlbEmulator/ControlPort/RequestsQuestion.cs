using AlbEmulator.Journal;

namespace AlbEmulator.ControlPort;

/// <summary>Which requests of the journal are asked for.</summary>
internal sealed record RequestsQuestion
{
    public JournalFilter Filter { get; init; } = new();

    /// <summary>Requests that are told at most, the newest.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>How many are waited for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How long they are waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The filter as it was written: <c>target-group=api and path=/x</c>; empty for none.</summary>
    public string Words { get; init; } = "";

    /// <summary>Those that are wanted, newest first.</summary>
    public IEnumerable<JournalEntry> Newest(IEnumerable<JournalEntry> entries) =>
        entries.Where(Filter.Matches).Reverse().Take(Limit);
}
