namespace AlbEmulator.Benchmarks.Loads;

/// <summary>What clients got of a proxy.</summary>
/// <param name="Requests">Answered, of any status; of WebSockets, messages that came back.</param>
/// <param name="PerSecond">Requests, or messages.</param>
/// <param name="P50">In milliseconds; not a number where the client counts no percentiles.</param>
/// <param name="P99">As <paramref name="P50"/>.</param>
/// <param name="Errors">Answers other than 2xx and 3xx, and errors of sockets.</param>
/// <param name="BytesPerSecond">Read by the clients.</param>
internal sealed record LoadFigures(
    long Requests, double PerSecond, double P50, double P99, long Errors, double BytesPerSecond)
{
    /// <summary>What an access log has a line for: every request, but of WebSockets the connections alone.</summary>
    public long Logged { get; init; } = Requests;
}
