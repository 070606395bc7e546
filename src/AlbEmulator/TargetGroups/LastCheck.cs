namespace AlbEmulator.TargetGroups;

/// <summary>The last health check of a target.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Latency">From there to its end.</param>
/// <param name="IsPassed">Whether the target answered as it must.</param>
/// <param name="Detail">The status that it answered, or what happened in its place.</param>
internal sealed record LastCheck(DateTimeOffset StartedAt, TimeSpan Latency, bool IsPassed, string Detail);
