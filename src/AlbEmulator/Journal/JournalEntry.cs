using AlbEmulator.AccessLogs;
using AlbEmulator.Faults;
using AlbEmulator.Requests;

namespace AlbEmulator.Journal;

/// <summary>
/// A request that has ended, as it was read in the journal: its line of the access log, and what the line does not say.
/// </summary>
/// <param name="number">1 for the first request of this run, and so on in the order in which requests end.</param>
/// <param name="line">The line of the access log.</param>
/// <param name="note">What it does not say.</param>
/// <param name="headers">Null where they had to be left out.</param>
internal sealed class JournalEntry(long number, in AccessLogEntry line, in JournalNote note, NotedHeaders? headers)
{
    private readonly AccessLogEntry _line = line;

    /// <summary>1 for the first request of this run, and so on in the order in which requests end.</summary>
    public long Number { get; } = number;

    /// <summary>The line of the access log.</summary>
    public ref readonly AccessLogEntry Line => ref _line;

    /// <summary>ARN of the rule that took the request; null for the default rule, and where none did.</summary>
    public string? Rule { get; } = note.Rule;

    /// <summary>Name of the target group.</summary>
    public string? TargetGroup { get; } = note.TargetGroup;

    /// <summary><c>ip:port</c>, or the ARN of a function.</summary>
    public string? Target { get; } = note.Target;

    /// <summary>What of the target's answer is wrong; null where nothing is known.</summary>
    public string? ErrorDetail { get; } = note.ErrorDetail;

    /// <summary>What was done to it on purpose; null for nothing.</summary>
    public InjectedFault? Fault { get; } = note.Fault;

    /// <summary>Null when they had to be left out.</summary>
    public NotedHeaders? Headers { get; private set; } = headers;

    /// <summary>Whoever holds it holds no headers any more.</summary>
    public void ForgetHeaders() => Headers = null;
}
