using AlbEmulator.Metrics.Export;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// Where a request goes once the last byte of its answer is on its way, or once the parser refused it: to everything
/// that keeps something of it.
/// </summary>
internal sealed class EndedRequests(AccessLogFile log, RequestSpans spans)
{
    /// <summary>Whether anything wants to know: no entry need be made where nothing does.</summary>
    public bool AreWanted => log.IsEnabled || spans.AreWanted;

    /// <summary>From any thread; never waits and never throws.</summary>
    public void Tell(in AccessLogEntry entry)
    {
        log.Append(entry);
        spans.Tell(entry);
    }
}
