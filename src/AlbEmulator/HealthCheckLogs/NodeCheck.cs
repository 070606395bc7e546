using AlbEmulator.Health;

namespace AlbEmulator.HealthCheckLogs;

/// <summary>A check, as one of the load balancers that use its target group made it.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Node">Who checked.</param>
internal readonly record struct NodeCheck(HealthCheckResult Result, LogNode Node);
