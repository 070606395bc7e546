namespace AlbEmulator.Model;

/// <summary>
/// AWS's quotas, applied when <c>Alb:Limits</c> is <c>Strict</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"/>
/// </summary>
public static class Quotas
{
    public const int LoadBalancersPerRegion = 50;
    public const int ListenersPerLoadBalancer = 50;

    /// <summary>Default rules do not count.</summary>
    public const int RulesPerLoadBalancer = 100;

    public const int TargetGroupsPerLoadBalancer = 100;
    public const int TargetGroupsPerRegion = 3000;
    public const int LoadBalancersPerTargetGroup = 1;
    public const int TargetsPerLoadBalancer = 1000;
    public const int TargetsPerTargetGroup = 1000;
    public const int TargetGroupsPerAction = 5;

    /// <summary>A source-ip condition may have more, see <see cref="Bounds.MostSourceIps"/>.</summary>
    public const int ValuesPerCondition = 3;

    public const int ValuesPerRule = 5;

    /// <summary>Of <c>client_keep_alive.seconds</c>.</summary>
    public const int LeastClientKeepAliveSeconds = 60;

    /// <summary><c>*</c> and <c>?</c>. The guide's text says 5, the table of quotas 6.</summary>
    public const int WildcardsPerRule = 6;
}
