namespace AlbEmulator.Tests.Support;

/// <summary>What becomes of a request in <see cref="LoggedWays"/>, and what its line says of that.</summary>
/// <param name="Path">Its path, which is the pattern of a rule.</param>
/// <param name="Priority">Of that rule; 0 for the default.</param>
/// <param name="Status">What the client gets.</param>
/// <param name="Action">What the load balancer does.</param>
internal sealed record LoggedWay(string Path, int Priority, int Status, string Action = "forward")
{
    /// <summary>What the target answers; null where it does not.</summary>
    public int? TargetStatus { get; init; }

    /// <summary>Null where nothing is forwarded.</summary>
    public string? TargetGroup { get; init; }

    /// <summary>Port of the target; null where there is none.</summary>
    public int? TargetPort { get; init; }

    /// <summary>The three times of the line.</summary>
    public string Times { get; init; } = "-1 -1 -1";
}
