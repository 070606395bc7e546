namespace AlbEmulator.TargetGroups;

/// <summary>
/// The default, <c>round_robin</c>: one target after the other, and one in slow start only as often as its share is.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode"/>
/// </summary>
internal sealed class RoundRobin(TimeProvider time, Random chance) : RoutingAlgorithm
{
    private uint _turn;

    public override RegisteredTarget Choose(RegisteredTarget[] targets)
    {
        var target = Next(targets);
        for (var tries = 1; tries < targets.Length && target.SlowStart is { } slowStart && IsPassedOver(target, slowStart); tries++)
        {
            // Its turn is lost, not handed to its neighbour, who would get twice as many.
            target = Next(targets);
        }

        return target;
    }

    private RegisteredTarget Next(RegisteredTarget[] targets) =>
        targets[(int)(Interlocked.Increment(ref _turn) % (uint)targets.Length)];

    private bool IsPassedOver(RegisteredTarget target, SlowStart slowStart)
    {
        var share = slowStart.Share(time);
        if (share < 1)
        {
            return chance.NextDouble() >= share;
        }

        target.SlowStart = null;
        return false;
    }
}
