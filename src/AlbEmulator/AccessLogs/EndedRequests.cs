using AlbEmulator.Journal;
using AlbEmulator.Metrics.Export;
using AlbEmulator.Terminal;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// Where a request goes once the last byte of its answer is on its way, or once the parser refused it: to everything
/// that keeps something of it.
/// </summary>
internal sealed class EndedRequests(AccessLogFile log, RequestSpans spans, RequestJournal journal, RequestLines lines)
{
    /// <summary>Whether anything wants to know: no entry need be made where nothing does.</summary>
    public bool AreWanted => log.IsEnabled || spans.AreWanted || lines.AreWanted || AreJournaled;

    /// <summary>Whether the journal wants to know more than the line says.</summary>
    public bool AreJournaled { get; } = journal.IsOn;

    /// <summary>From any thread; never waits and never throws.</summary>
    /// <param name="entry">The line of the access log.</param>
    /// <param name="note">What the journal keeps beside it; null where that is off.</param>
    public void Tell(in AccessLogEntry entry, in JournalNote? note)
    {
        log.Append(entry);
        spans.Tell(entry);
        lines.Tell(entry);
        if (note is { } kept)
        {
            journal.Add(entry, kept);
        }
    }
}
