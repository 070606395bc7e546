using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// Which targets of a group get requests: immutable, and made anew when the state of one of them changes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html"/>
/// </summary>
internal sealed class RoutableTargets
{
    /// <summary>Made for the first sticky client: other groups have no use for it.</summary>
    private volatile Dictionary<UInt128, RegisteredTarget>? _byKey;

    private RoutableTargets(RegisteredTarget[] targets) => Targets = targets;

    public static RoutableTargets None { get; } = new([]);

    /// <summary>In the order of their names.</summary>
    public RegisteredTarget[] Targets { get; }

    /// <summary>
    /// Healthy targets; while they are fewer than the group asks for, all but those that nobody uses, those that were
    /// never checked too: AWS names no other cause of a 503 than a group without registered targets or with unused ones.
    /// </summary>
    /// <param name="registered">Every registered target, in the order of their names.</param>
    /// <param name="attributes">Of their group: below which number of healthy targets unhealthy ones step in.</param>
    public static RoutableTargets Of(IReadOnlyList<RegisteredTarget> registered, TargetGroupAttributes attributes)
    {
        var healthy = new List<RegisteredTarget>(registered.Count);
        var used = new List<RegisteredTarget>(registered.Count);
        foreach (var target in registered)
        {
            var state = target.Health.State;
            if (state is TargetHealthState.Healthy or TargetHealthState.Unavailable)
            {
                healthy.Add(target);
            }

            if (state is not (TargetHealthState.Unused or TargetHealthState.Draining))
            {
                used.Add(target);
            }
        }

        var isTooFew = healthy.Count < attributes.MinimumHealthyTargets
            || healthy.Count * 100L < (attributes.MinimumHealthyPercentage ?? 0) * (long)used.Count;
        return new([.. isTooFew ? used : healthy]);
    }

    /// <summary>The target that a cookie stands for; null where it gets no requests.</summary>
    public RegisteredTarget? Find(UInt128 key) =>
        (_byKey ??= Targets.ToDictionary(target => target.Key)).GetValueOrDefault(key);
}
