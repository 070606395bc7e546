namespace AlbEmulator.LogDelivery;

/// <summary>Which archive a line belongs to.</summary>
/// <param name="Destination">Of its load balancer; null where that keeps none.</param>
/// <param name="Node">Address of the node that the line names.</param>
/// <param name="IntervalEnd">In ticks of UTC: the end of the interval that the line's time is in.</param>
internal readonly record struct LogRoute(LogDestination? Destination, string Node, long IntervalEnd);

/// <summary>Lines of one archive that stand behind each other in a chunk.</summary>
/// <param name="Route">Of all of them.</param>
/// <param name="Start">Where the first begins.</param>
/// <param name="Length">Of all, in bytes.</param>
/// <param name="Lines">How many.</param>
internal readonly record struct LogRun(LogRoute Route, int Start, int Length, int Lines);
