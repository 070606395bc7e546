using AlbEmulator.AccessLogs;
using AlbEmulator.Requests;

namespace AlbEmulator.Journal;

/// <summary>A request that has ended, as the journal keeps it: its line of the access log, and what the line does not say.</summary>
internal sealed class JournalEntry
{
    private readonly AccessLogEntry _line;
    private NotedHeaders? _headers;
    private long _heldBytes;

    public JournalEntry(in AccessLogEntry line, in JournalNote note)
    {
        _line = line;
        Rule = note.Rule;
        TargetGroup = note.TargetGroup;
        Target = note.Target;
        ErrorDetail = note.ErrorDetail;
        _headers = note.Headers;
        _heldBytes = HeaderBytes = note.Headers.Bytes;
    }

    /// <summary>1 for the first request of this run, and so on in the order in which requests end.</summary>
    public long Number { get; set; }

    /// <summary>The line of the access log.</summary>
    public ref readonly AccessLogEntry Line => ref _line;

    /// <summary>ARN of the rule that took the request; null for the default rule, and where none did.</summary>
    public string? Rule { get; }

    /// <summary>Name of the target group.</summary>
    public string? TargetGroup { get; }

    /// <summary><c>ip:port</c>, or the ARN of a function.</summary>
    public string? Target { get; }

    /// <summary>What of the target's answer is wrong; null where nothing is known.</summary>
    public string? ErrorDetail { get; }

    /// <summary>Null when they had to be left out.</summary>
    public NotedHeaders? Headers => Volatile.Read(ref _headers);

    /// <summary>What its headers took when it was new.</summary>
    public long HeaderBytes { get; }

    /// <summary>The journal holds it no longer. Returns the bytes of headers that it held, once.</summary>
    public long LetGo() => Interlocked.Exchange(ref _heldBytes, 0);

    /// <summary>Its headers have to make room for those of others. Returns as <see cref="LetGo"/>.</summary>
    public long LeaveHeadersOut()
    {
        ForgetHeaders();
        return LetGo();
    }

    /// <summary>Whoever holds it beside the journal holds no headers any more.</summary>
    public void ForgetHeaders() => Volatile.Write(ref _headers, null);
}
