namespace AlbEmulator.Comparisons;

/// <summary>What one of the two answered to a request, as it came over the wire.</summary>
internal sealed record WireAnswer
{
    /// <summary>How it ended.</summary>
    public required AnswerEnd End { get; init; }

    /// <summary>What is wrong with it where it cannot be read, in words behind "the answer"; empty where nothing is.</summary>
    public string Fault { get; init; } = "";

    /// <summary>From the first byte of the request to the last of the answer.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Statuses of the answers before it, such as 100.</summary>
    public IReadOnlyList<int> Interim { get; init; } = [];

    /// <summary>Such as <c>HTTP/1.1</c>; empty where no head came.</summary>
    public string Version { get; init; } = "";

    /// <summary>0 where no head came.</summary>
    public int Status { get; init; }

    /// <summary>What stands behind the status in the first line, with the blank before it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Its header lines, each byte as one character.</summary>
    public IReadOnlyList<WireLine> Lines { get; init; } = [];

    /// <summary>Its body, without what frames it.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The lines behind a chunked body.</summary>
    public IReadOnlyList<string> Trailers { get; init; } = [];

    public bool HasHead => Status > 0;

    /// <summary>Whether the load balancer itself made it: a target's answer keeps the target's Server.</summary>
    public bool IsOfLoadBalancer => Value("Server") == "awselb/2.0";

    /// <summary>The first value of a header, in any case; null where there is none.</summary>
    public string? Value(string name) =>
        Lines.FirstOrDefault(line => line.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>A header line.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Value">Without the blanks around it.</param>
internal sealed record WireLine(string Name, string Value);

/// <summary>How an answer ended.</summary>
internal enum AnswerEnd
{
    /// <summary>With its last byte.</summary>
    Whole,

    /// <summary>Nobody waited any longer.</summary>
    TimedOut,

    /// <summary>The connection was closed before it was whole.</summary>
    Closed,

    /// <summary>The connection was reset before it was whole.</summary>
    Reset,

    /// <summary>It is no answer of HTTP/1.</summary>
    Unreadable,

    /// <summary>It is longer than what is read of one.</summary>
    TooLong,
}
