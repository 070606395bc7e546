using AlbEmulator.AwsApis.ElbV2.Actions;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// Every action of the API, with its parameters: those with a star are required, those with brackets are lists.
/// </summary>
internal static class ElbV2Actions
{
    private static readonly ElbV2Action[] All =
    [
        new(
            "AddListenerCertificates", ListenerCertificateActions.AddListenerCertificates,
            "*ListenerArn *Certificates[]"),
        new("AddTags", TagActions.AddTags, "*ResourceArns[] *Tags[]"),
        new(
            "AddTrustStoreRevocations", RevocationActions.AddTrustStoreRevocations,
            "*TrustStoreArn RevocationContents[]"),
        new(
            "CreateListener", ListenerActions.CreateListener,
            "*LoadBalancerArn Protocol Port SslPolicy Certificates[] *DefaultActions[] AlpnPolicy[] Tags[] " +
            "MutualAuthentication"),
        new(
            "CreateLoadBalancer", LoadBalancerActions.CreateLoadBalancer,
            "*Name Subnets[] SubnetMappings[] SecurityGroups[] Scheme Tags[] Type IpAddressType CustomerOwnedIpv4Pool " +
            "EnablePrefixForIpv6SourceNat IpamPools"),
        new("CreateRule", RuleActions.CreateRule, "*ListenerArn *Conditions[] *Priority *Actions[] Tags[] Transforms[]"),
        new(
            "CreateTargetGroup", TargetGroupActions.CreateTargetGroup,
            "*Name Protocol ProtocolVersion Port VpcId HealthCheckProtocol HealthCheckPort HealthCheckEnabled " +
            "HealthCheckPath HealthCheckIntervalSeconds HealthCheckTimeoutSeconds HealthyThresholdCount " +
            "UnhealthyThresholdCount Matcher TargetType Tags[] IpAddressType TargetControlPort"),
        new(
            "CreateTrustStore", TrustStoreActions.CreateTrustStore,
            "*Name *CaCertificatesBundleS3Bucket *CaCertificatesBundleS3Key " +
            "CaCertificatesBundleS3ObjectVersion Tags[]"),
        new("DeleteListener", ListenerActions.DeleteListener, "*ListenerArn"),
        new("DeleteLoadBalancer", LoadBalancerActions.DeleteLoadBalancer, "*LoadBalancerArn"),
        new("DeleteRule", RuleActions.DeleteRule, "*RuleArn"),
        new(
            "DeleteSharedTrustStoreAssociation", TrustStoreActions.DeleteSharedTrustStoreAssociation,
            "*TrustStoreArn *ResourceArn"),
        new("DeleteTargetGroup", TargetGroupActions.DeleteTargetGroup, "*TargetGroupArn"),
        new("DeleteTrustStore", TrustStoreActions.DeleteTrustStore, "*TrustStoreArn"),
        new("DeregisterTargets", TargetActions.DeregisterTargets, "*TargetGroupArn *Targets[]"),
        new("DescribeAccountLimits", LimitActions.DescribeAccountLimits, "Marker PageSize"),
        new("DescribeCapacityReservation", LoadBalancerSettings.DescribeCapacityReservation, "*LoadBalancerArn"),
        new("DescribeListenerAttributes", AttributeActions.DescribeListenerAttributes, "*ListenerArn"),
        new(
            "DescribeListenerCertificates", ListenerCertificateActions.DescribeListenerCertificates,
            "*ListenerArn Marker PageSize"),
        new("DescribeListeners", ListenerActions.DescribeListeners, "LoadBalancerArn ListenerArns[] Marker PageSize"),
        new("DescribeLoadBalancerAttributes", AttributeActions.DescribeLoadBalancerAttributes, "*LoadBalancerArn"),
        new(
            "DescribeLoadBalancers", LoadBalancerActions.DescribeLoadBalancers,
            "LoadBalancerArns[] Names[] Marker PageSize"),
        new("DescribeRules", RuleActions.DescribeRules, "ListenerArn RuleArns[] Marker PageSize"),
        new("DescribeSSLPolicies", LimitActions.DescribeSSLPolicies, "Names[] Marker PageSize LoadBalancerType"),
        new("DescribeTags", TagActions.DescribeTags, "*ResourceArns[]"),
        new("DescribeTargetGroupAttributes", AttributeActions.DescribeTargetGroupAttributes, "*TargetGroupArn"),
        new(
            "DescribeTargetGroups", TargetGroupActions.DescribeTargetGroups,
            "LoadBalancerArn TargetGroupArns[] Names[] Marker PageSize"),
        new("DescribeTargetHealth", TargetActions.DescribeTargetHealth, "*TargetGroupArn Targets[] Include[]"),
        new(
            "DescribeTrustStoreAssociations", TrustStoreActions.DescribeTrustStoreAssociations,
            "*TrustStoreArn Marker PageSize"),
        new(
            "DescribeTrustStoreRevocations", RevocationActions.DescribeTrustStoreRevocations,
            "*TrustStoreArn RevocationIds[] Marker PageSize"),
        new("DescribeTrustStores", TrustStoreActions.DescribeTrustStores, "TrustStoreArns[] Names[] Marker PageSize"),
        new("GetResourcePolicy", TrustStoreActions.GetResourcePolicy, "*ResourceArn"),
        new("GetTrustStoreCaCertificatesBundle", TrustStoreActions.GetTrustStoreCaCertificatesBundle, "*TrustStoreArn"),
        new(
            "GetTrustStoreRevocationContent", RevocationActions.GetTrustStoreRevocationContent,
            "*TrustStoreArn *RevocationId"),
        new(
            "ModifyCapacityReservation", LoadBalancerSettings.ModifyCapacityReservation,
            "*LoadBalancerArn MinimumLoadBalancerCapacity ResetCapacityReservation"),
        new("ModifyIpPools", LoadBalancerSettings.ModifyIpPools, "*LoadBalancerArn IpamPools RemoveIpamPools[]"),
        new(
            "ModifyListener", ListenerActions.ModifyListener,
            "*ListenerArn Port Protocol SslPolicy Certificates[] DefaultActions[] AlpnPolicy[] MutualAuthentication"),
        new("ModifyListenerAttributes", AttributeActions.ModifyListenerAttributes, "*ListenerArn *Attributes[]"),
        new(
            "ModifyLoadBalancerAttributes", AttributeActions.ModifyLoadBalancerAttributes,
            "*LoadBalancerArn *Attributes[]"),
        new("ModifyRule", RuleActions.ModifyRule, "*RuleArn Conditions[] Actions[] Transforms[] ResetTransforms"),
        new(
            "ModifyTargetGroup", TargetGroupActions.ModifyTargetGroup,
            "*TargetGroupArn HealthCheckProtocol HealthCheckPort HealthCheckPath HealthCheckEnabled " +
            "HealthCheckIntervalSeconds HealthCheckTimeoutSeconds HealthyThresholdCount " +
            "UnhealthyThresholdCount Matcher"),
        new("ModifyTargetGroupAttributes", AttributeActions.ModifyTargetGroupAttributes, "*TargetGroupArn *Attributes[]"),
        new(
            "ModifyTrustStore", TrustStoreActions.ModifyTrustStore,
            "*TrustStoreArn *CaCertificatesBundleS3Bucket *CaCertificatesBundleS3Key " +
            "CaCertificatesBundleS3ObjectVersion"),
        new("RegisterTargets", TargetActions.RegisterTargets, "*TargetGroupArn *Targets[]"),
        new(
            "RemoveListenerCertificates", ListenerCertificateActions.RemoveListenerCertificates,
            "*ListenerArn *Certificates[]"),
        new("RemoveTags", TagActions.RemoveTags, "*ResourceArns[] *TagKeys[]"),
        new(
            "RemoveTrustStoreRevocations", RevocationActions.RemoveTrustStoreRevocations,
            "*TrustStoreArn *RevocationIds[]"),
        new("SetIpAddressType", LoadBalancerSettings.SetIpAddressType, "*LoadBalancerArn *IpAddressType"),
        new("SetRulePriorities", RuleActions.SetRulePriorities, "*RulePriorities[]"),
        new(
            "SetSecurityGroups", LoadBalancerSettings.SetSecurityGroups,
            "*LoadBalancerArn *SecurityGroups[] EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"),
        new(
            "SetSubnets", LoadBalancerSettings.SetSubnets,
            "*LoadBalancerArn Subnets[] SubnetMappings[] IpAddressType EnablePrefixForIpv6SourceNat"),
    ];

    private static readonly Dictionary<string, ElbV2Action> ByName = All.ToDictionary(action => action.Name);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static ElbV2Action? Find(string name) => ByName.GetValueOrDefault(name);
}

/// <summary>An action of the API.</summary>
internal sealed class ElbV2Action
{
    public ElbV2Action(string name, Func<ElbV2Call, ElbV2Result> act, string parameters)
    {
        Name = name;
        Do = act;
        Parameters = [.. parameters.Split(' ').Select(parameter => new ElbV2Parameter(
            parameter.TrimStart('*').TrimEnd(']', '['), parameter[0] == '*', parameter[^1] == ']'))];
    }

    public string Name { get; }

    /// <summary>In the turn of the call, so that it waits for nobody.</summary>
    public Func<ElbV2Call, ElbV2Result> Do { get; }

    public IReadOnlyList<ElbV2Parameter> Parameters { get; }

    /// <summary>Whether it may change something.</summary>
    public bool Changes =>
        !Name.StartsWith("Describe", StringComparison.Ordinal) && !Name.StartsWith("Get", StringComparison.Ordinal);
}

/// <summary>A parameter of an action.</summary>
internal sealed record ElbV2Parameter(string Name, bool IsRequired, bool IsList);
