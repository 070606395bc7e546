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

    private RoutableTargets(RegisteredTarget[] targets, bool isFailOpen, double share) =>
        (Targets, IsFailOpen, Share) = (targets, isFailOpen, share);

    public static RoutableTargets None { get; } = new([], isFailOpen: true, share: 0);

    /// <summary>In the order of their names.</summary>
    public RegisteredTarget[] Targets { get; }

    /// <summary>Whether too few are healthy, so that unhealthy ones get requests as well.</summary>
    public bool IsFailOpen { get; }

    /// <summary>Of each healthy target in a request to the group; of each target while none is healthy. 0 without targets.</summary>
    public double Share { get; }

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

        var isTooFew = IsTooFew(
            healthy.Count, used.Count, attributes.MinimumHealthyTargets, attributes.MinimumHealthyPercentage);
        var sharers = healthy.Count > 0 ? healthy.Count : registered.Count;
        return new([.. isTooFew ? used : healthy], isTooFew, sharers > 0 ? 1.0 / sharers : 0);
    }

    /// <summary>Whether fewer are healthy than a threshold asks for.</summary>
    /// <param name="healthy">Targets that are.</param>
    /// <param name="used">Targets that may get requests.</param>
    /// <param name="minimum">Targets that are to be healthy.</param>
    /// <param name="percentage">And which part of them; null for any.</param>
    public static bool IsTooFew(int healthy, int used, int minimum, int? percentage) =>
        healthy < minimum || healthy * 100L < (percentage ?? 0) * (long)used;

    /// <summary>The target that a cookie stands for; null where it gets no requests.</summary>
    public RegisteredTarget? Find(UInt128 key) =>
        (_byKey ??= Targets.ToDictionary(target => target.Key)).GetValueOrDefault(key);
}
