using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// Which targets of a group get requests: immutable, and made anew when the state of one of them changes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html"/>
/// </summary>
internal sealed class RoutableTargets
{
    private RoutableTargets(RegisteredTarget[] targets) => Targets = targets;

    public static RoutableTargets None { get; } = new([]);

    /// <summary>In the order of their names.</summary>
    public RegisteredTarget[] Targets { get; }

    /// <param name="registered">Every registered target.</param>
    /// <param name="attributes">Of their group: below which number of healthy targets unhealthy ones step in.</param>
    public static RoutableTargets Of(IReadOnlyList<RegisteredTarget> registered, TargetGroupAttributes attributes) =>
        new([.. registered.OrderBy(target => target.Name, StringComparer.Ordinal)]);
}
