namespace AlbEmulator.Benchmarks;

/// <summary>What a comparison was asked to do.</summary>
/// <param name="Rounds">Each has every proxy once.</param>
/// <param name="Duration">Of the load on one proxy in one round.</param>
/// <param name="Connections">Client connections at a time.</param>
/// <param name="Only">Names of the proxies to measure.</param>
/// <param name="EmulatorEnvironment"><c>NAME=VALUE</c>, for the emulator alone.</param>
/// <param name="Before">The program of another build of the emulator; null for none.</param>
internal sealed record ComparisonPlan(
    int Rounds,
    TimeSpan Duration,
    int Connections,
    IReadOnlyList<string> Only,
    IReadOnlyList<string> EmulatorEnvironment,
    string? Before = null);
