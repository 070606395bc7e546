namespace AlbEmulator.Comparisons;

/// <summary>One thing in which two answers differ.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Header">The name of the header, where it is one's.</param>
/// <param name="LoadBalancer">What the load balancer has; empty for nothing.</param>
/// <param name="Emulator">What the emulator has; empty for nothing.</param>
internal sealed record Difference(DifferenceKind Kind, string? Header, string LoadBalancer, string Emulator)
{
    /// <summary>What differs, in words.</summary>
    public string What => Kind switch
    {
        DifferenceKind.Ending => "how it ends",
        DifferenceKind.Time => "time",
        DifferenceKind.Interim => "answers before it",
        DifferenceKind.Version => "version",
        DifferenceKind.Status => "status",
        DifferenceKind.Reason => "reason",
        DifferenceKind.HeaderCount => $"header {Header}",
        DifferenceKind.HeaderCase => $"case of header {Header}",
        DifferenceKind.HeaderOrder => "order of headers",
        DifferenceKind.HeaderValue => $"value of header {Header}",
        DifferenceKind.Body => "body",
        DifferenceKind.Trailers => "trailers",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What of two answers can differ, in the order in which it is told.</summary>
internal enum DifferenceKind
{
    /// <summary>One is whole, and the other broken off, late or none at all.</summary>
    Ending,

    /// <summary>One is much slower.</summary>
    Time,

    /// <summary>Answers such as 100 that came before it.</summary>
    Interim,

    Version,
    Status,
    Reason,

    /// <summary>One has a header more often than the other, or alone.</summary>
    HeaderCount,

    /// <summary>Lower and upper case of a name.</summary>
    HeaderCase,

    /// <summary>The order of those that both have.</summary>
    HeaderOrder,

    HeaderValue,
    Body,
    Trailers,
}
