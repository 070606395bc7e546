namespace AlbEmulator.Model;

/// <summary>What AWS has quotas of; how much is allowed stands in <see cref="Quotas"/>.</summary>
public enum Quota
{
    LoadBalancers,
    TargetGroups,
    TrustStores,
    Listeners,
    Rules,
    Certificates,
    VerifyingListeners,
    TargetsOfLoadBalancer,
    TargetGroupsOfLoadBalancer,
    TargetsOfTargetGroup,
    LoadBalancersOfTargetGroup,

    /// <summary>How often one target is registered with the target groups of a load balancer.</summary>
    RegistrationsOfTarget,

    TargetGroupsOfAction,
    ValuesOfRule,
    ValuesOfCondition,
    WildcardsOfRule,
    ClientKeepAlive,

    /// <summary>How many there are, and how large they are.</summary>
    CaCertificates,

    /// <summary>Lists, and what they revoke together.</summary>
    Revocations,
}
