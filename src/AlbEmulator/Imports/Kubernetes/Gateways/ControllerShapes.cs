namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>
/// The fields of the controller's own objects for Gateways, the same in <c>v1</c> and <c>v1beta1</c>.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/customization/"/>
/// </summary>
internal static class ControllerShapes
{
    private static readonly SpecShape Pairs = SpecShape.ListOf(SpecShape.Of(("key", SpecShape.One), ("value", SpecShape.One)));

    private static readonly SpecShape NamedOne = SpecShape.Of(("name", SpecShape.One));

    /// <summary>What has no effect on a request here (subnets, security groups …) is accepted as it stands.</summary>
    public static readonly SpecShape LoadBalancerConfiguration = SpecShape.Of(
        ("mergingMode", SpecShape.One),
        ("loadBalancerName", SpecShape.One),
        ("scheme", SpecShape.One),
        ("ipAddressType", SpecShape.One),
        ("customerOwnedIpv4Pool", SpecShape.One),
        ("ipv4IPAMPoolId", SpecShape.One),
        ("loadBalancerSubnets", SpecShape.Free),
        ("loadBalancerSubnetsSelector", SpecShape.Free),
        ("listenerConfigurations", SpecShape.ListOf(SpecShape.Of(
            ("protocolPort", SpecShape.One),
            ("defaultCertificate", SpecShape.One),
            ("certificates", SpecShape.Texts),
            ("sslPolicy", SpecShape.One),
            ("mutualAuthentication", SpecShape.Of(
                ("mode", SpecShape.One),
                ("trustStore", SpecShape.One),
                ("ignoreClientCertificateExpiry", SpecShape.One),
                ("advertiseTrustStoreCaNames", SpecShape.One))),
            ("listenerAttributes", Pairs),
            ("quicEnabled", SpecShape.One)).Ignoring("alpnPolicy", "targetGroupStickiness"))),
        ("disableSecurityGroup", SpecShape.One),
        ("securityGroups", SpecShape.Texts),
        ("securityGroupPrefixes", SpecShape.Texts),
        ("sourceRanges", SpecShape.Texts),
        ("loadBalancerAttributes", Pairs),
        ("tags", SpecShape.Free),
        ("manageBackendSecurityGroupRules", SpecShape.One),
        ("minimumLoadBalancerCapacity", SpecShape.Free),
        ("wafV2", SpecShape.Of(("webACL", SpecShape.One))),
        ("shieldConfiguration", SpecShape.Free),
        ("defaultTargetGroupConfiguration", NamedOne))
        .Ignoring("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "enableICMP");

    private static readonly SpecShape TargetGroupProps = SpecShape.Of(
        ("targetGroupName", SpecShape.One),
        ("healthCheckConfig", SpecShape.Of(
            ("healthyThresholdCount", SpecShape.One),
            ("healthCheckInterval", SpecShape.One),
            ("healthCheckPath", SpecShape.One),
            ("healthCheckPort", SpecShape.One),
            ("healthCheckProtocol", SpecShape.One),
            ("healthCheckTimeout", SpecShape.One),
            ("unhealthyThresholdCount", SpecShape.One),
            ("matcher", SpecShape.Of(("httpCode", SpecShape.One), ("grpcCode", SpecShape.One))))),
        ("nodeSelector", SpecShape.Free),
        ("targetGroupAttributes", Pairs),
        ("targetType", SpecShape.One),
        ("protocol", SpecShape.One),
        ("protocolVersion", SpecShape.One),
        ("targetControlPort", SpecShape.One),
        ("enableMultiCluster", SpecShape.One),
        ("tags", SpecShape.Free)).Ignoring("ipAddressType");

    public static readonly SpecShape TargetGroupConfiguration = SpecShape.Of(
        ("targetReference", SpecShape.Of(("group", SpecShape.One), ("kind", SpecShape.One), ("name", SpecShape.One))),
        ("defaultConfiguration", TargetGroupProps),
        ("routeConfigurations", SpecShape.ListOf(SpecShape.Of(
            ("routeIdentifier", SpecShape.Of(("kind", SpecShape.One), ("namespace", SpecShape.One), ("name", SpecShape.One))),
            ("targetGroupProps", TargetGroupProps)))));

    /// <summary>What users who log in anywhere have in common.</summary>
    private static readonly (string Name, SpecShape Shape)[] Login =
    [
        ("scope", SpecShape.One),
        ("authenticationRequestExtraParams", SpecShape.Free),
        ("onUnauthenticatedRequest", SpecShape.One),
        ("sessionCookieName", SpecShape.One),
        ("sessionTimeout", SpecShape.One),
    ];

    public static readonly SpecShape ListenerRuleConfiguration = SpecShape.Of(
        ("actions", SpecShape.ListOf(SpecShape.Of(
            ("type", SpecShape.One),
            ("forwardConfig", SpecShape.Of(("targetGroupStickinessConfig", SpecShape.Of(
                ("enabled", SpecShape.One),
                ("durationSeconds", SpecShape.One))))),
            ("redirectConfig", SpecShape.Of(("query", SpecShape.One))),
            ("fixedResponseConfig", SpecShape.Of(
                ("statusCode", SpecShape.One),
                ("contentType", SpecShape.One),
                ("messageBody", SpecShape.One))),
            ("authenticateCognitoConfig", SpecShape.Of(
            [
                ("userPoolArn", SpecShape.One),
                ("userPoolClientId", SpecShape.One),
                ("userPoolDomain", SpecShape.One),
                .. Login,
            ])),
            ("authenticateOIDCConfig", SpecShape.Of(
            [
                ("authorizationEndpoint", SpecShape.One),
                ("secret", NamedOne),
                ("issuer", SpecShape.One),
                ("tokenEndpoint", SpecShape.One),
                ("userInfoEndpoint", SpecShape.One),
                .. Login,
            ]).Ignoring("useExistingClientSecret")),
            ("jwtValidationConfig", SpecShape.Of(
                ("issuer", SpecShape.One),
                ("jwksEndpoint", SpecShape.One),
                ("additionalClaims", SpecShape.ListOf(SpecShape.Of(
                    ("format", SpecShape.One),
                    ("name", SpecShape.One),
                    ("values", SpecShape.Texts))))))))),
        ("conditions", SpecShape.ListOf(SpecShape.Of(
            ("field", SpecShape.One),
            ("sourceIPConfig", SpecShape.Of(("values", SpecShape.Texts))),
            ("matchIndexes", SpecShape.Texts)))),
        ("tags", SpecShape.Free));
}
