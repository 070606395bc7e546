namespace AlbEmulator.Clusters.Objects;

/// <summary>A kind of objects that is watched.</summary>
/// <param name="Kind">Such as <c>Ingress</c>.</param>
/// <param name="Group">Of its API; empty for the first.</param>
/// <param name="Plural">As paths name it.</param>
/// <param name="Versions">Of its API, which are tried in this order.</param>
internal sealed record ObjectKind(string Kind, string Group, string Plural, params IReadOnlyList<string> Versions)
{
    private const string Gateways = "gateway.networking.k8s.io";
    private const string AwsGateways = "gateway.k8s.aws";
    private const string Aws = "elbv2.k8s.aws";

    /// <summary>Each time one is written by a program it says so in there, and what kubectl sent stands there a second time.</summary>
    private static readonly Kept Metadata =
        Kept.Only("name", "namespace", "uid", "labels", "creationTimestamp", "deletionTimestamp")
            .With("annotations", Kept.But("kubectl.kubernetes.io/last-applied-configuration", "endpoints.kubernetes.io/last-change-trigger-time"));

    private static readonly Kept Usual = Kept.But("apiVersion", "kind", "status").With("metadata", Metadata);

    /// <summary>What programs note beside an object of which they only want the labels.</summary>
    private static readonly Kept Bare = Kept.Only("name", "namespace", "uid", "labels", "creationTimestamp", "deletionTimestamp");

    public static ObjectKind Ingress { get; } =
        new("Ingress", "networking.k8s.io", "ingresses", "v1") { Address = Kept.Only("status").With("status", Kept.Only("loadBalancer")) };

    public static ObjectKind Gateway { get; } = new("Gateway", Gateways, "gateways", "v1");

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ObjectKind> All { get; } =
    [
        Ingress,
        new("IngressClass", "networking.k8s.io", "ingressclasses", "v1") { IsNamespaced = false },
        new("IngressClassParams", Aws, "ingressclassparams", "v1beta1") { IsNamespaced = false },
        new("Service", "", "services", "v1"),
        new("EndpointSlice", "discovery.k8s.io", "endpointslices", "v1")
        {
            Kept = Usual.With("endpoints", Kept.Only("addresses", "conditions", "nodeName").With("targetRef", Kept.Only("kind", "name"))),
        },

        // Of a Secret what names of a login and certificates have: all others are nobody's business. Those of Helm, a megabyte each
        // and many of them, and those of service accounts are not even asked for.
        new("Secret", "", "secrets", "v1")
        {
            Kept = Kept.Only("type").With("metadata", Bare).With("data", Kept.Only("clientID", "clientId", "clientSecret", "tls.crt", "tls.key")),
            Selector = "fieldSelector=type%21%3Dhelm.sh%2Frelease.v1%2Ctype%21%3Dkubernetes.io%2Fservice-account-token",
        },
        new("TargetGroupBinding", Aws, "targetgroupbindings", "v1beta1"),
        Gateway,
        new("GatewayClass", Gateways, "gatewayclasses", "v1") { IsNamespaced = false },
        new("HTTPRoute", Gateways, "httproutes", "v1"),
        new("GRPCRoute", Gateways, "grpcroutes", "v1"),
        new("ReferenceGrant", Gateways, "referencegrants", "v1beta1", "v1"),
        new("ListenerSet", Gateways, "listenersets", "v1"),
        new("LoadBalancerConfiguration", AwsGateways, "loadbalancerconfigurations", "v1", "v1beta1"),
        new("TargetGroupConfiguration", AwsGateways, "targetgroupconfigurations", "v1", "v1beta1"),
        new("ListenerRuleConfiguration", AwsGateways, "listenerruleconfigurations", "v1", "v1beta1"),
        new("Namespace", "", "namespaces", "v1") { IsNamespaced = false, Kept = Kept.Only().With("metadata", Bare) },
    ];

    public bool IsNamespaced { get; init; } = true;

    /// <summary>What is kept of one. Its kind and the version of its API are said in any case.</summary>
    public Kept Kept { get; init; } = Usual;

    /// <summary>What is kept beside it, for whoever writes there; null for nothing.</summary>
    public Kept? Address { get; init; }

    /// <summary>What is asked for; empty for all.</summary>
    public string Selector { get; init; } = "";

    /// <summary>Where it is asked for.</summary>
    /// <param name="version">Of its API.</param>
    /// <param name="nameSpace">Of which namespace; empty for all.</param>
    public string Path(string version, string nameSpace) =>
        $"{(Group.Length > 0 ? $"apis/{Group}" : "api")}/{version}/{(nameSpace.Length > 0 ? $"namespaces/{nameSpace}/" : "")}{Plural}";

    /// <summary>What its objects say of themselves.</summary>
    public string ApiVersion(string version) => Group.Length > 0 ? $"{Group}/{version}" : version;

    public override string ToString() => Plural;
}
