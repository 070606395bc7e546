namespace AlbEmulator.Benchmarks.Scale;

/// <summary>What was measured of one program; times in milliseconds, memory in MB.</summary>
internal sealed record ScaleFigures
{
    public required double Start { get; init; }

    public required double StartCpu { get; init; }

    /// <summary>Three seconds after the start.</summary>
    public required long Memory { get; init; }

    /// <summary>From the moment the file is there to the first answer by it.</summary>
    public required double[] RuleEdits { get; init; }

    /// <inheritdoc cref="RuleEdits"/>
    public required double[] TargetEdits { get; init; }

    /// <summary>Of all edits, for each.</summary>
    public required double EditCpu { get; init; }

    /// <summary>By action, in ascending order.</summary>
    public required IReadOnlyDictionary<string, double[]> Calls { get; init; }

    /// <summary>The least of five.</summary>
    public required double Scrape { get; init; }

    public required long ScrapeBytes { get; init; }

    /// <summary>By which memory grew from before the first scrape to after the last.</summary>
    public required long ScrapeMemory { get; init; }

    /// <summary>Requests/s; 0 where wrk is not there.</summary>
    public required double FirstRule { get; init; }

    /// <inheritdoc cref="FirstRule"/>
    public required double HundredthRule { get; init; }
}
