namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// The fields of the objects that Ingresses are made of. What a cluster's API would refuse is mostly written wrongly.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/"/>
/// </summary>
internal static class IngressShapes
{
    private static readonly string[] OfMetadata =
    [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generateName",
        "selfLink",
    ];

    private static readonly string[] FreeOfMetadata = ["managedFields", "ownerReferences", "finalizers"];

    private static readonly SpecShape Backend = SpecShape.Of(
        ("service", SpecShape.Of(("name", SpecShape.One), ("port", SpecShape.Of(("name", SpecShape.One), ("number", SpecShape.One))))),
        ("resource", SpecShape.Free));

    private static readonly SpecShape Ingress = SpecShape.Of(
        ("ingressClassName", SpecShape.One),
        ("defaultBackend", Backend),
        ("tls", SpecShape.ListOf(SpecShape.Of(("hosts", SpecShape.Texts), ("secretName", SpecShape.One)))),
        ("rules", SpecShape.ListOf(SpecShape.Of(
            ("host", SpecShape.One),
            ("http", SpecShape.Of(("paths", SpecShape.ListOf(SpecShape.Of(
                ("path", SpecShape.One), ("pathType", SpecShape.One), ("backend", Backend))))))))));

    private static readonly SpecShape Pairs = SpecShape.ListOf(SpecShape.Of(("key", SpecShape.One), ("value", SpecShape.One)));

    private static readonly SpecShape IngressClassParams = SpecShape.Of(
        ("loadBalancerName", SpecShape.One),
        ("certificateArn", SpecShape.Texts),
        ("namespaceSelector", SpecShape.Free),
        ("group", SpecShape.Of(("name", SpecShape.One))),
        ("scheme", SpecShape.One),
        ("inboundCIDRs", SpecShape.Texts),
        ("sslPolicy", SpecShape.One),
        ("sslRedirectPort", SpecShape.One),
        ("subnets", SpecShape.Free),
        ("ipAddressType", SpecShape.One),
        ("tags", Pairs),
        ("targetType", SpecShape.One),
        ("loadBalancerAttributes", Pairs),
        ("listeners", SpecShape.ListOf(SpecShape.Of(("protocol", SpecShape.One), ("port", SpecShape.One), ("listenerAttributes", Pairs)))),
        ("minimumLoadBalancerCapacity", SpecShape.Free),
        ("ipamConfiguration", SpecShape.Free),
        ("prefixListsIDs", SpecShape.Texts),
        ("PrefixListsIDs", SpecShape.Texts),
        ("wafv2AclArn", SpecShape.One),
        ("wafv2AclName", SpecShape.One));

    private static readonly SpecShape TargetGroupBinding = SpecShape.Of(
        ("targetGroupARN", SpecShape.One),
        ("targetGroupName", SpecShape.One),
        ("targetType", SpecShape.One),
        ("targetGroupProtocol", SpecShape.One),
        ("serviceRef", SpecShape.Of(("name", SpecShape.One), ("port", SpecShape.One))),
        ("networking", SpecShape.Free),
        ("nodeSelector", SpecShape.Free),
        ("ipAddressType", SpecShape.One),
        ("vpcID", SpecShape.One),
        ("multiClusterTargetGroup", SpecShape.One),
        ("iamRoleArnToAssume", SpecShape.One),
        ("assumeRoleExternalId", SpecShape.One));

    private static readonly string[] OfServices =
    [
        "selector", "clusterIP", "clusterIPs", "externalIPs", "sessionAffinity", "sessionAffinityConfig", "loadBalancerIP", "loadBalancerSourceRanges",
        "loadBalancerClass", "externalName", "externalTrafficPolicy", "internalTrafficPolicy", "healthCheckNodePort", "publishNotReadyAddresses",
        "ipFamilyPolicy", "allocateLoadBalancerNodePorts", "trafficDistribution",
    ];

    private static readonly SpecShape Service = SpecShape.Of(
    [
        ("type", SpecShape.One),
        ("ipFamilies", SpecShape.Texts),
        ("ports", SpecShape.ListOf(SpecShape.Of(
            ("name", SpecShape.One),
            ("protocol", SpecShape.One),
            ("port", SpecShape.One),
            ("targetPort", SpecShape.One),
            ("nodePort", SpecShape.One),
            ("appProtocol", SpecShape.One)))),
        .. OfServices.Select(name => (name, SpecShape.Free)),
    ]);

    private static readonly SpecShape Slice = Whole(
        ("addressType", SpecShape.One),
        ("ports", SpecShape.ListOf(SpecShape.Of(("name", SpecShape.One), ("port", SpecShape.One), ("protocol", SpecShape.One), ("appProtocol", SpecShape.One)))),
        ("endpoints", SpecShape.ListOf(SpecShape.Of(
            ("addresses", SpecShape.Texts),
            ("conditions", SpecShape.Of(("ready", SpecShape.One), ("serving", SpecShape.One), ("terminating", SpecShape.One))),
            ("targetRef", SpecShape.Names),
            ("hostname", SpecShape.One),
            ("nodeName", SpecShape.One),
            ("zone", SpecShape.One),
            ("hints", SpecShape.Free),
            ("deprecatedTopology", SpecShape.Free)))));

    private static readonly Dictionary<string, SpecShape> All = new(StringComparer.Ordinal)
    {
        [ManifestKinds.Ingress] = Whole(("spec", Ingress)),
        [ManifestKinds.IngressClassParams] = Whole(("spec", IngressClassParams)),
        [ManifestKinds.TargetGroupBinding] = Whole(("spec", TargetGroupBinding)),
        [ManifestKinds.Service] = Whole(("spec", Service)),
        [ManifestKinds.EndpointSlice] = Slice,
        [ManifestKinds.Secret] = Whole(("type", SpecShape.One), ("data", SpecShape.Names), ("stringData", SpecShape.Names), ("immutable", SpecShape.One)),
    };

    /// <summary>Kinds that are looked at, whether anything uses them or not.</summary>
    public static IEnumerable<string> Kinds => All.Keys.Where(kind => kind != ManifestKinds.Ingress);

    /// <summary>What a kind may have; null for one that is not looked into.</summary>
    public static SpecShape? Of(string kind) => All.GetValueOrDefault(kind);

    /// <summary>What every object has beside its own.</summary>
    private static SpecShape.Object Whole(params ReadOnlySpan<(string Name, SpecShape Shape)> own)
    {
        (string, SpecShape)[] metadata =
        [
            ("labels", SpecShape.Names),
            ("annotations", SpecShape.Names),
            .. OfMetadata.Select(name => (name, SpecShape.One)),
            .. FreeOfMetadata.Select(name => (name, SpecShape.Free)),
        ];
        return SpecShape.Of([
            ("apiVersion", SpecShape.One), ("kind", SpecShape.One), ("metadata", SpecShape.Of(metadata)), ("status", SpecShape.Free), .. own]);
    }
}
