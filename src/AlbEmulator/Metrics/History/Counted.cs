namespace AlbEmulator.Metrics.History;

/// <summary>A counter as it grows from point to point.</summary>
/// <param name="points">How many points are kept.</param>
internal sealed class Counted(int points)
{
    private long _before;

    public Ring Points { get; } = new(points);

    /// <param name="point">Number of the point.</param>
    /// <param name="now">The counter.</param>
    public void Write(long point, long now)
    {
        Points[point] = now - _before;
        _before = now;
    }

    /// <summary>The counter began at 0 again.</summary>
    public void BeginAgain() => _before = 0;
}
