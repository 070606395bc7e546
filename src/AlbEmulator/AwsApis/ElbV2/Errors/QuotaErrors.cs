using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>
/// What AWS says where its quotas are reached: what was seen of it, and otherwise what the API's model says of the code.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"/>
/// </summary>
internal static class QuotaErrors
{
    /// <summary>Null where AWS's words are not known.</summary>
    public static QueryError? Of(Fault.OverQuota over) => over.Quota switch
    {
        Quota.LoadBalancers => Limit("TooManyLoadBalancers", "load balancers for your Amazon Web Services account"),
        Quota.TargetGroups => Limit("TooManyTargetGroups", "target groups for your Amazon Web Services account"),
        Quota.TrustStores => Limit("TooManyTrustStores", "trust stores for your Amazon Web Services account"),
        Quota.Listeners => Limit("TooManyListeners", "listeners per load balancer"),
        Quota.Rules => new QueryError(
            "TooManyRules", $"The maximum number of rules on load balancer '{over.Arn}' has been reached"),
        Quota.Certificates => Limit("TooManyCertificates", "certificates per load balancer"),
        Quota.TargetsOfLoadBalancer => new QueryError(
            "TooManyTargets",
            $"The maximum number of targets per load balancer '{over.Most}' has been reached on load balancer '{over.Arn}'"),
        Quota.TargetsOfTargetGroup => new QueryError(
            "TooManyTargets",
            $"The maximum number of targets per target group '{over.Most}' has been reached on target group '{over.Arn}'"),
        Quota.TargetGroupsOfLoadBalancer => new QueryError(
            "TooManyUniqueTargetGroupsPerLoadBalancer",
            "You have reached the maximum number of unique target groups that you can associate with a load balancer of type "
                + $"'application': [{over.Most}]"),
        Quota.TargetGroupsOfAction => new QueryError(
            "TooManyTargetGroups", $"You've reached the limit of '{over.Most}' target groups per action"),
        Quota.LoadBalancersOfTargetGroup => new QueryError(
            "TargetGroupAssociationLimit",
            $"The following target groups cannot be associated with more than one load balancer: {over.Arn}"),
        Quota.RegistrationsOfTarget => Limit(
            "TooManyRegistrationsForTargetId", "times a target can be registered with a load balancer"),
        Quota.ValuesOfRule => ElbV2Errors.Validation($"A rule can only have '{over.Most}' condition values"),
        Quota.Revocations => new QueryError(
            "TooManyTrustStoreRevocationEntries", "The specified trust store has too many revocation entries."),
        Quota.CaCertificates => new QueryError(
            "InvalidCaCertificatesBundle", "The specified ca certificate bundle is in an invalid format, or corrupt."),
        Quota.VerifyingListeners or Quota.ValuesOfCondition or Quota.WildcardsOfRule or Quota.ClientKeepAlive => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static QueryError Limit(string code, string what) => new(code, $"You've reached the limit on the number of {what}");
}
