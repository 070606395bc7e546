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

    /// <summary>Of one target with all target groups of a load balancer, whatever its ports.</summary>
    public const int RegistrationsPerTarget = 1000;

    public const int TargetGroupsPerAction = 5;

    /// <summary>A source-ip condition may have more, see <see cref="Bounds.MostSourceIps"/>.</summary>
    public const int ValuesPerCondition = 3;

    public const int ValuesPerRule = 5;

    /// <summary>Default certificates do not count.</summary>
    public const int CertificatesPerLoadBalancer = 25;

    public const int TrustStoresPerAccount = 20;
    public const int VerifyingListenersPerLoadBalancer = 2;
    public const int CaCertificatesPerTrustStore = 25;

    /// <summary>Bytes; AWS does not say of which encoding: DER here.</summary>
    public const int CaCertificateSize = 16 * 1024;

    /// <summary>Bytes of all subjects together, as they are encoded.</summary>
    public const int CaSubjectSizePerTrustStore = 10_000;

    public const int RevocationListsPerTrustStore = 30;
    public const int RevocationsPerTrustStore = 500_000;

    /// <summary>Of <c>client_keep_alive.seconds</c>.</summary>
    public const int LeastClientKeepAliveSeconds = 60;

    /// <summary>Of the interval of health checks.</summary>
    public const int LeastIntervalSeconds = 5;

    /// <summary><c>*</c> and <c>?</c>. The guide's text says 5, the table of quotas 6.</summary>
    public const int WildcardsPerRule = 6;
}
