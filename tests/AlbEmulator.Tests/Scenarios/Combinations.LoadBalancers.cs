namespace AlbEmulator.Tests.Scenarios;

public static partial class Combinations
{
    private const string NewLoadBalancer =
        "CreateLoadBalancer&Name=n&Subnets.member.1=subnet-0a1b2c3d&Subnets.member.2=subnet-1a1b2c3d";

    private const string ModifyLoadBalancer = "ModifyLoadBalancerAttributes&LoadBalancerArn={LB}";

    /// <summary>Load balancers and their attributes.</summary>
    private static readonly Combination[] OfLoadBalancers =
    [
        new("subnets beside subnet mappings", "ubnet", InFile.Note,
            LoadBalancer("\"Subnets\": [\"subnet-0a1b2c3d\", \"subnet-1a1b2c3d\"], \"SubnetMappings\": [{ " +
                "\"SubnetId\": \"subnet-2a1b2c3d\" }]"),
            NewLoadBalancer + "&SubnetMappings.member.1.SubnetId=subnet-2a1b2c3d"),
        new("one subnet", "At least two subnets", InFile.Note,
            LoadBalancer("\"Subnets\": [\"subnet-0a1b2c3d\"]"),
            "CreateLoadBalancer&Name=n&Subnets.member.1=subnet-0a1b2c3d"),
        new("one subnet mapping", "At least two subnets", InFile.Note,
            LoadBalancer("\"SubnetMappings\": [{ \"SubnetId\": \"subnet-0a1b2c3d\" }]"),
            "CreateLoadBalancer&Name=n&SubnetMappings.member.1.SubnetId=subnet-0a1b2c3d"),
        new("no subnet", "At least two subnets", InFile.Problem, null, "CreateLoadBalancer&Name=n"),
        new("AllocationId of a subnet", "AllocationId", InFile.Note,
            LoadBalancer("\"SubnetMappings\": [{ \"SubnetId\": \"subnet-0a1b2c3d\", \"AllocationId\": " +
                "\"eipalloc-1\" }, { \"SubnetId\": \"subnet-1a1b2c3d\" }]"),
            "CreateLoadBalancer&Name=n&SubnetMappings.member.1.SubnetId=subnet-0a1b2c3d&" +
            "SubnetMappings.member.1.AllocationId=eipalloc-1&" +
            "SubnetMappings.member.2.SubnetId=subnet-1a1b2c3d"),
        new("PrivateIPv4Address of a subnet", "PrivateIPv4Address", InFile.Note,
            LoadBalancer("\"SubnetMappings\": [{ \"SubnetId\": \"subnet-0a1b2c3d\", \"PrivateIPv4Address\": " +
                "\"10.0.0.1\" }, { \"SubnetId\": \"subnet-1a1b2c3d\" }]"),
            "CreateLoadBalancer&Name=n&SubnetMappings.member.1.SubnetId=subnet-0a1b2c3d&" +
            "SubnetMappings.member.1.PrivateIPv4Address=10.0.0.1&" +
            "SubnetMappings.member.2.SubnetId=subnet-1a1b2c3d"),
        new("IPv6Address of a subnet", "IPv6Address", InFile.Note,
            LoadBalancer("\"SubnetMappings\": [{ \"SubnetId\": \"subnet-0a1b2c3d\", \"IPv6Address\": \"::1\" }, " +
                "{ \"SubnetId\": \"subnet-1a1b2c3d\" }]"),
            "CreateLoadBalancer&Name=n&SubnetMappings.member.1.SubnetId=subnet-0a1b2c3d&" +
            "SubnetMappings.member.1.IPv6Address=::1&SubnetMappings.member.2.SubnetId=subnet-1a1b2c3d"),
        new("SourceNatIpv6Prefix of a subnet", "SourceNatIpv6Prefix", InFile.Note,
            LoadBalancer("\"SubnetMappings\": [{ \"SubnetId\": \"subnet-0a1b2c3d\", \"SourceNatIpv6Prefix\": " +
                "\"auto_assigned\" }, { \"SubnetId\": \"subnet-1a1b2c3d\" }]"),
            "CreateLoadBalancer&Name=n&SubnetMappings.member.1.SubnetId=subnet-0a1b2c3d&" +
            "SubnetMappings.member.1.SourceNatIpv6Prefix=auto_assigned&" +
            "SubnetMappings.member.2.SubnetId=subnet-1a1b2c3d"),
        new("no new subnets", "At least two subnets", InFile.Problem, null, "SetSubnets&LoadBalancerArn={LB}"),
        new("pool that is none", "ipv4pool-coip-", InFile.Note,
            LoadBalancer("\"CustomerOwnedIpv4Pool\": \"pool\""),
            NewLoadBalancer + "&CustomerOwnedIpv4Pool=pool"),
        new("IPAM pool that is none", "ipam-pool-", InFile.Note,
            LoadBalancer("\"IpamPools\": { \"Ipv4IpamPoolId\": \"pool\" }"),
            NewLoadBalancer + "&IpamPools.Ipv4IpamPoolId=pool"),
        new("prefix for source NAT", "EnablePrefixForIpv6SourceNat", InFile.Problem,
            LoadBalancer("\"EnablePrefixForIpv6SourceNat\": \"off\""),
            NewLoadBalancer + "&EnablePrefixForIpv6SourceNat=off"),
        new("prefix for source NAT of new subnets", "EnablePrefixForIpv6SourceNat", InFile.Problem,
            null,
            "SetSubnets&LoadBalancerArn={LB}&Subnets.member.1=subnet-0a1b2c3d&" +
            "Subnets.member.2=subnet-1a1b2c3d&EnablePrefixForIpv6SourceNat=off"),
        new("rules of PrivateLink", "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", InFile.Problem,
            LoadBalancer("\"EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic\": \"on\""),
            "SetSecurityGroups&LoadBalancerArn={LB}&SecurityGroups.member.1=sg-1a1b2c3d&" +
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic=on"),
        new("IPAM pools set and removed", "IpamPools", InFile.Problem,
            null,
            "ModifyIpPools&LoadBalancerArn={LB}&IpamPools.Ipv4IpamPoolId=ipam-pool-1&" +
            "RemoveIpamPools.member.1=ipv4"),
        new("IPAM pools neither set nor removed", "IpamPools", InFile.Problem,
            null,
            "ModifyIpPools&LoadBalancerArn={LB}"),
        new("capacity neither set nor reset", "MinimumLoadBalancerCapacity", InFile.Problem,
            null,
            "ModifyCapacityReservation&LoadBalancerArn={LB}"),
        new("capacity set and reset", "MinimumLoadBalancerCapacity", InFile.Problem,
            null,
            "ModifyCapacityReservation&LoadBalancerArn={LB}&" +
            "MinimumLoadBalancerCapacity.CapacityUnits=100&ResetCapacityReservation=true"),
        new("access_logs without a bucket", "access_logs.s3.bucket", InFile.Problem,
            LoadBalancer("\"Attributes\": { \"access_logs.s3.enabled\": \"true\" }"),
            ModifyLoadBalancer + "&Attributes.member.1.Key=access_logs.s3.enabled&Attributes.member.1.Value=true"),
        new("connection_logs without a bucket", "connection_logs.s3.bucket", InFile.Problem,
            LoadBalancer("\"Attributes\": { \"connection_logs.s3.enabled\": \"true\" }"),
            ModifyLoadBalancer + "&Attributes.member.1.Key=connection_logs.s3.enabled&Attributes.member.1.Value=true"),
        new("health_check_logs without a bucket", "health_check_logs.s3.bucket", InFile.Problem,
            LoadBalancer("\"Attributes\": { \"health_check_logs.s3.enabled\": \"true\" }"),
            ModifyLoadBalancer + "&Attributes.member.1.Key=health_check_logs.s3.enabled&Attributes.member.1.Value=true"),
        new("cross-zone off", "load_balancing.cross_zone.enabled", InFile.Problem,
            LoadBalancer("\"Attributes\": { \"load_balancing.cross_zone.enabled\": \"false\" }"),
            ModifyLoadBalancer + "&Attributes.member.1.Key=load_balancing.cross_zone.enabled&Attributes.member.1.Value=false"),
        new("dns_record.client_routing_policy", "dns_record.client_routing_policy", InFile.Problem,
            LoadBalancer("\"Attributes\": { \"dns_record.client_routing_policy\": \"any_availability_zone\" }"),
            ModifyLoadBalancer + "&Attributes.member.1.Key=dns_record.client_routing_policy&" +
            "Attributes.member.1.Value=any_availability_zone"),
        new("secondary_ips.auto_assigned.per_subnet", "secondary_ips.auto_assigned.per_subnet", InFile.Problem,
            LoadBalancer("\"Attributes\": { \"secondary_ips.auto_assigned.per_subnet\": \"0\" }"),
            ModifyLoadBalancer + "&Attributes.member.1.Key=secondary_ips.auto_assigned.per_subnet&" +
            "Attributes.member.1.Value=0"),
        new("load balancer attribute without value", "Value", InFile.Problem,
            null,
            ModifyLoadBalancer + "&Attributes.member.1.Key=routing.http2.enabled"),
        new("more than 20 attributes in a call", "20", InFile.Problem,
            null,
            ModifyLoadBalancer + "&Attributes.member.1.Key=routing.http2.enabled&Attributes.member.1.Value=true&" +
            "Attributes.member.2.Key=routing.http2.enabled&Attributes.member.2.Value=true&" +
            "Attributes.member.3.Key=routing.http2.enabled&Attributes.member.3.Value=true&" +
            "Attributes.member.4.Key=routing.http2.enabled&Attributes.member.4.Value=true&" +
            "Attributes.member.5.Key=routing.http2.enabled&Attributes.member.5.Value=true&" +
            "Attributes.member.6.Key=routing.http2.enabled&Attributes.member.6.Value=true&" +
            "Attributes.member.7.Key=routing.http2.enabled&Attributes.member.7.Value=true&" +
            "Attributes.member.8.Key=routing.http2.enabled&Attributes.member.8.Value=true&" +
            "Attributes.member.9.Key=routing.http2.enabled&Attributes.member.9.Value=true&" +
            "Attributes.member.10.Key=routing.http2.enabled&Attributes.member.10.Value=true&" +
            "Attributes.member.11.Key=routing.http2.enabled&Attributes.member.11.Value=true&" +
            "Attributes.member.12.Key=routing.http2.enabled&Attributes.member.12.Value=true&" +
            "Attributes.member.13.Key=routing.http2.enabled&Attributes.member.13.Value=true&" +
            "Attributes.member.14.Key=routing.http2.enabled&Attributes.member.14.Value=true&" +
            "Attributes.member.15.Key=routing.http2.enabled&Attributes.member.15.Value=true&" +
            "Attributes.member.16.Key=routing.http2.enabled&Attributes.member.16.Value=true&" +
            "Attributes.member.17.Key=routing.http2.enabled&Attributes.member.17.Value=true&" +
            "Attributes.member.18.Key=routing.http2.enabled&Attributes.member.18.Value=true&" +
            "Attributes.member.19.Key=routing.http2.enabled&Attributes.member.19.Value=true&" +
            "Attributes.member.20.Key=routing.http2.enabled&Attributes.member.20.Value=true&" +
            "Attributes.member.21.Key=routing.http2.enabled&Attributes.member.21.Value=true"),
    ];
}
