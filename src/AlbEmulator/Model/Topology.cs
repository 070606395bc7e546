namespace AlbEmulator.Model;

/// <summary>What was asked for: every load balancer and every target group, from whatever source.</summary>
public sealed record Topology(IReadOnlyList<LoadBalancer> LoadBalancers, IReadOnlyList<TargetGroup> TargetGroups)
{
    /// <summary>Those that were defined, whether a listener uses them or not.</summary>
    public IReadOnlyList<TrustStore> TrustStores { get; init; } = [];

    /// <summary>A topology in which nothing was asked for.</summary>
    public static Topology Empty { get; } = new([], []);
}
