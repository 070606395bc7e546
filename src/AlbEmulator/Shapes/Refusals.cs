namespace AlbEmulator.Shapes;

/// <summary>
/// What AWS has and the emulator does not do: the one table of properties and the one of values. Whoever builds a
/// feature takes its line away here and declares it in <see cref="TopologyShape"/>. Attributes have their own table,
/// <see cref="Model.AttributeTables"/>.
/// </summary>
internal static class Refusals
{
    private const string NotYet = "is not supported yet";
    private const string Remove = $"{NotYet}: remove it";
    private const string Waf = "names a web ACL of AWS WAF, of which the emulator has none: remove it";
    private const string OtherKind = "is for load balancers of another kind: remove it";
    private const string OfNetwork = "is for Network Load Balancers: write HTTP";

    /// <summary>Object, property, reason.</summary>
    private static readonly (string Object, string Property, string Reason)[] PropertyTable =
    [
        (Names.Topology, "WebACLs", Waf),
        (Names.Topology, "WebACLAssociations", Waf),
        (Names.LoadBalancer, "WebACLArn", Waf),
        (Names.LoadBalancer, "WebAclArn", Waf),
        (Names.LoadBalancer, "WebACLId", Waf),
        (Names.LoadBalancer, "LoadBalancerAttributes", "is called Attributes here"),
        (Names.LoadBalancer, "LoadBalancerArn", "is derived from account, region and name: remove it"),
        (Names.LoadBalancer, "DNSName", "is derived from account, region and name: remove it"),
        (Names.LoadBalancer, "EnablePrefixForIpv6SourceNat", OtherKind),
        (Names.LoadBalancer, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", OtherKind),

        (Names.Listener, "AlpnPolicy", OtherKind),
        (Names.Listener, "ListenerAttributes", "is called Attributes here"),
        (Names.Listener, "ListenerArn", "is derived from the load balancer and the port: remove it"),
        (Names.Listener, "Transforms", "belongs to rules, and AWS has none on default actions: write a rule"),
        (Names.Listener, "LoadBalancerArn", "is not needed where a listener stands in its load balancer: remove it"),

        (Names.MutualAuthentication, "TrustStoreAssociationStatus", "is what AWS answers: remove it"),
        (Names.TrustStore, "CaCertificatesBundleS3Bucket", "is with AWS: write CaCertificatesBundle, the path of a file"),
        (Names.TrustStore, "CaCertificatesBundleS3Key", "is with AWS: write CaCertificatesBundle, the path of a file"),
        (Names.TrustStore, "CaCertificatesBundleS3ObjectVersion", "is with AWS: write CaCertificatesBundle, the path of a file"),

        (Names.Rule, "ResetTransforms", "is for changes: leave out Transforms"),
        (Names.Rule, "RuleArn", "is derived from the listener and the priority: remove it"),
        (Names.Rule, "IsDefault", "is not needed: what happens otherwise are the DefaultActions of the listener"),
        (Names.Rule, "ListenerArn", "is not needed where a rule stands in its listener: remove it"),

        (Names.SourceIpConfig, "IpAddressType", OtherKind),

        (Names.TargetGroup, "TargetControlPort", Remove),
        (Names.TargetGroup, "TargetGroupAttributes", "is called Attributes here"),
        (Names.TargetGroup, "TargetGroupArn", "is derived from account, region and name: remove it"),
        (Names.TargetGroup, "LoadBalancerArns", "follows from the actions that name the target group: remove it"),
        (Names.Target, "QuicServerId", OtherKind),
    ];

    /// <summary>Property, value, reason.</summary>
    private static readonly (string Property, string Value, string Reason)[] ValueTable =
    [
        (Names.LoadBalancerType, "network", $"{NotYet}: the emulator is an Application Load Balancer"),
        (Names.LoadBalancerType, "gateway", $"{NotYet}: the emulator is an Application Load Balancer"),

        (Names.ListenerProtocol, "TCP", OfNetwork),
        (Names.ListenerProtocol, "TLS", "is for Network Load Balancers: write HTTPS"),
        (Names.ListenerProtocol, "UDP", OfNetwork),
        (Names.ListenerProtocol, "TCP_UDP", OfNetwork),
        (Names.ListenerProtocol, "QUIC", OfNetwork),
        (Names.ListenerProtocol, "TCP_QUIC", OfNetwork),
        (Names.ListenerProtocol, "GENEVE", "is for Gateway Load Balancers: write HTTP"),

        (Names.TargetGroupProtocol, "TCP", OfNetwork),
        (Names.TargetGroupProtocol, "TLS", OfNetwork),
        (Names.TargetGroupProtocol, "UDP", OfNetwork),
        (Names.TargetGroupProtocol, "TCP_UDP", OfNetwork),
        (Names.TargetGroupProtocol, "QUIC", OfNetwork),
        (Names.TargetGroupProtocol, "TCP_QUIC", OfNetwork),
        (Names.TargetGroupProtocol, "GENEVE", "is for Gateway Load Balancers: write HTTP"),
        (Names.HealthCheckProtocol, "TCP", OfNetwork),
        (Names.HealthCheckProtocol, "TLS", "is no protocol of health checks: write HTTPS"),
        (Names.HealthCheckProtocol, "UDP", "is no protocol of health checks: write HTTP"),
        (Names.HealthCheckProtocol, "TCP_UDP", "is no protocol of health checks: write HTTP"),
        (Names.HealthCheckProtocol, "GENEVE", "is no protocol of health checks: write HTTP"),
        (Names.HealthCheckProtocol, "QUIC", "is no protocol of health checks: write HTTP"),
        (Names.HealthCheckProtocol, "TCP_QUIC", "is no protocol of health checks: write HTTP"),
        (Names.TargetType, "instance", $"{NotYet}: write ip"),
        (Names.TargetType, "alb", "is for Network Load Balancers: write ip"),
    ];

    public static IReadOnlyDictionary<string, string> Properties(string name) =>
        PropertyTable.Where(row => row.Object == name).ToDictionary(row => row.Property, row => row.Reason);

    public static IReadOnlyDictionary<string, string> Values(string property) =>
        ValueTable.Where(row => row.Property == property).ToDictionary(row => row.Value, row => row.Reason);
}
