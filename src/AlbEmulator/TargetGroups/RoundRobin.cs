namespace AlbEmulator.TargetGroups;

/// <summary>
/// The default routing algorithm, <c>round_robin</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm"/>
/// </summary>
internal sealed class RoundRobin
{
    private uint _turn;

    public RegisteredTarget? Choose(RoutableTargets routable)
    {
        var targets = routable.Targets;
        return targets.Length == 0 ? null : targets[(int)(Interlocked.Increment(ref _turn) % (uint)targets.Length)];
    }
}
