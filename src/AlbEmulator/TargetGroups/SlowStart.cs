namespace AlbEmulator.TargetGroups;

/// <summary>
/// The time in which a target that has become healthy comes to its share of the requests, by and by.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode"/>
/// </summary>
/// <param name="Start">Timestamp at which it became healthy.</param>
/// <param name="Duration">Until it gets its whole share.</param>
internal sealed record SlowStart(long Start, TimeSpan Duration)
{
    /// <summary>From 0 at the start, linearly, to 1 at the end and ever after.</summary>
    public double Share(TimeProvider time) => Math.Min(time.GetElapsedTime(Start) / Duration, 1);
}
