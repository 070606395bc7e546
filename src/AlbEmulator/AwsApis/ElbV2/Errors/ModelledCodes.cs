using System.Collections.Frozen;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>
/// Which errors the API's model lists for which actions: clients make exceptions of these, and of no others.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html"/>
/// </summary>
internal static class ModelledCodes
{
    /// <summary>Codes of the model, each with the actions that list it.</summary>
    private static readonly Dictionary<string, string> Table = new()
    {
        ["ALPNPolicyNotFound"] = "CreateListener ModifyListener",
        ["AllocationIdNotFound"] = "CreateLoadBalancer SetSubnets",
        ["AssociationNotFound"] = "DeleteSharedTrustStoreAssociation",
        ["AvailabilityZoneNotSupported"] = "CreateLoadBalancer SetSubnets",
        ["CaCertificatesBundleNotFound"] = "CreateTrustStore ModifyTrustStore",
        ["CapacityDecreaseRequestLimitExceeded"] = "ModifyCapacityReservation",
        ["CapacityReservationPending"] = "ModifyCapacityReservation SetSubnets",
        ["CapacityUnitsLimitExceeded"] = "ModifyCapacityReservation",
        ["CertificateNotFound"] = "AddListenerCertificates CreateListener ModifyListener",
        ["DeleteAssociationSameAccount"] = "DeleteSharedTrustStoreAssociation",
        ["DuplicateListener"] = "CreateListener ModifyListener",
        ["DuplicateLoadBalancerName"] = "CreateLoadBalancer",
        ["DuplicateTagKeys"] = "AddTags CreateLoadBalancer CreateTrustStore",
        ["DuplicateTargetGroupName"] = "CreateTargetGroup",
        ["DuplicateTrustStoreName"] = "CreateTrustStore",
        ["HealthUnavailable"] = "DescribeTargetHealth",
        ["IncompatibleProtocols"] = "CreateListener CreateRule ModifyListener ModifyRule",
        ["InsufficientCapacity"] = "ModifyCapacityReservation",
        ["InvalidCaCertificatesBundle"] = "CreateTrustStore ModifyTrustStore",
        ["InvalidConfigurationRequest"] =
            "CreateListener CreateLoadBalancer CreateRule CreateTargetGroup ModifyCapacityReservation " +
            "ModifyListener ModifyListenerAttributes ModifyLoadBalancerAttributes ModifyTargetGroup " +
            "ModifyTargetGroupAttributes SetIpAddressType SetSecurityGroups SetSubnets",
        ["InvalidLoadBalancerAction"] = "CreateListener CreateRule ModifyListener ModifyRule",
        ["InvalidRevocationContent"] = "AddTrustStoreRevocations",
        ["InvalidScheme"] = "CreateLoadBalancer",
        ["InvalidSecurityGroup"] = "CreateLoadBalancer SetSecurityGroups",
        ["InvalidSubnet"] = "CreateLoadBalancer SetIpAddressType SetSubnets",
        ["InvalidTarget"] = "DeregisterTargets DescribeTargetHealth RegisterTargets",
        ["ListenerNotFound"] =
            "AddListenerCertificates AddTags CreateRule DeleteListener DescribeListenerAttributes " +
            "DescribeListenerCertificates DescribeListeners DescribeRules DescribeTags ModifyListener " +
            "ModifyListenerAttributes RemoveListenerCertificates RemoveTags",
        ["LoadBalancerNotFound"] =
            "AddTags CreateListener DeleteLoadBalancer DescribeCapacityReservation DescribeListeners " +
            "DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeTags DescribeTargetGroups " +
            "ModifyCapacityReservation ModifyIpPools ModifyLoadBalancerAttributes RemoveTags " +
            "SetIpAddressType SetSecurityGroups SetSubnets",
        ["OperationNotPermitted"] =
            "CreateLoadBalancer DeleteLoadBalancer DeleteRule ModifyCapacityReservation ModifyRule " +
            "RemoveListenerCertificates SetRulePriorities",
        ["PriorRequestNotComplete"] = "ModifyCapacityReservation",
        ["PriorityInUse"] = "CreateRule SetRulePriorities",
        ["ResourceInUse"] = "CreateLoadBalancer DeleteListener DeleteLoadBalancer DeleteTargetGroup",
        ["ResourceNotFound"] = "GetResourcePolicy",
        ["RevocationContentNotFound"] = "AddTrustStoreRevocations",
        ["RevocationIdNotFound"] =
            "DescribeTrustStoreRevocations GetTrustStoreRevocationContent RemoveTrustStoreRevocations",
        ["RuleNotFound"] = "AddTags DeleteRule DescribeRules DescribeTags ModifyRule RemoveTags SetRulePriorities",
        ["SSLPolicyNotFound"] = "CreateListener DescribeSSLPolicies ModifyListener",
        ["SubnetNotFound"] = "CreateLoadBalancer SetSubnets",
        ["TargetGroupAssociationLimit"] = "CreateListener CreateRule ModifyListener ModifyRule",
        ["TargetGroupNotFound"] =
            "AddTags CreateListener CreateRule DeregisterTargets DescribeTags " +
            "DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth ModifyListener " +
            "ModifyRule ModifyTargetGroup ModifyTargetGroupAttributes RegisterTargets RemoveTags",
        ["TooManyActions"] = "CreateListener CreateRule ModifyListener ModifyRule",
        ["TooManyCertificates"] = "AddListenerCertificates CreateListener ModifyListener",
        ["TooManyListeners"] = "CreateListener ModifyListener",
        ["TooManyLoadBalancers"] = "CreateLoadBalancer",
        ["TooManyRegistrationsForTargetId"] = "CreateListener CreateRule ModifyListener ModifyRule RegisterTargets",
        ["TooManyRules"] = "CreateRule",
        ["TooManyTags"] =
            "AddTags CreateListener CreateLoadBalancer CreateRule CreateTargetGroup CreateTrustStore " +
            "RemoveTags",
        ["TooManyTargetGroups"] = "CreateRule CreateTargetGroup",
        ["TooManyTargets"] = "CreateListener CreateRule ModifyListener ModifyRule RegisterTargets",
        ["TooManyTrustStoreRevocationEntries"] = "AddTrustStoreRevocations",
        ["TooManyTrustStores"] = "CreateTrustStore",
        ["TooManyUniqueTargetGroupsPerLoadBalancer"] = "CreateListener CreateRule ModifyListener ModifyRule",
        ["TrustStoreInUse"] = "DeleteTrustStore",
        ["TrustStoreNotFound"] =
            "AddTags AddTrustStoreRevocations CreateListener DeleteSharedTrustStoreAssociation " +
            "DeleteTrustStore DescribeTags DescribeTrustStoreAssociations DescribeTrustStoreRevocations " +
            "DescribeTrustStores GetTrustStoreCaCertificatesBundle GetTrustStoreRevocationContent " +
            "ModifyListener ModifyTrustStore RemoveTags RemoveTrustStoreRevocations",
        ["TrustStoreNotReady"] = "CreateListener ModifyListener",
        ["UnsupportedProtocol"] =
            "CreateListener CreateRule DescribeListeners DescribeRules ModifyListener ModifyRule",
    };

    /// <summary>What stands for a code where an action does not list it, if it lists that.</summary>
    private static readonly Dictionary<string, string> Substitutes = new()
    {
        ["InvalidConfigurationRequest"] = "InvalidLoadBalancerAction",
        ["OperationNotPermitted"] = "InvalidConfigurationRequest",
        ["TooManyTargetGroups"] = "InvalidLoadBalancerAction",
    };

    private static readonly FrozenDictionary<string, FrozenSet<string>> ActionsByCode =
        Table.ToFrozenDictionary(row => row.Key, row => row.Value.Split(' ').ToFrozenSet());

    /// <summary>All codes of the model.</summary>
    public static IReadOnlyCollection<string> All => Table.Keys;

    /// <summary>Whether the model lists a code for an action.</summary>
    public static bool Lists(string code, string action) =>
        ActionsByCode.TryGetValue(code, out var actions) && actions.Contains(action);

    /// <summary>
    /// An error as an action may give it: <c>ValidationError</c>, the common code for what is asked for and cannot be,
    /// stands for what the action does not list.
    /// </summary>
    public static QueryError As(string action, QueryError error)
    {
        var code = error.Code;
        while (ActionsByCode.ContainsKey(code) && !Lists(code, action))
        {
            code = Substitutes.GetValueOrDefault(code, ElbV2Errors.ValidationErrorCode);
        }

        return code == error.Code ? error : error with { Code = code };
    }
}
