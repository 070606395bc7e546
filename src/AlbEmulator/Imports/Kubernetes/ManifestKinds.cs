using AlbEmulator.Clusters.Objects;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The kinds of objects that say something of a load balancer, and the groups of their APIs.</summary>
internal static class ManifestKinds
{
    public const string Controller = "elbv2.k8s.aws";
    public const string Gateways = "gateway.networking.k8s.io";
    public const string ControllerGateways = "gateway.k8s.aws";

    public const string Ingress = "Ingress";
    public const string IngressClass = "IngressClass";
    public const string IngressClassParams = "IngressClassParams";
    public const string TargetGroupBinding = "TargetGroupBinding";
    public const string Service = "Service";
    public const string Endpoints = "Endpoints";
    public const string EndpointSlice = "EndpointSlice";
    public const string Secret = "Secret";
    public const string Namespace = "Namespace";
    public const string Gateway = "Gateway";
    public const string GatewayClass = "GatewayClass";
    public const string HttpRoute = "HTTPRoute";
    public const string GrpcRoute = "GRPCRoute";
    public const string ReferenceGrant = "ReferenceGrant";
    public const string ListenerSet = "ListenerSet";
    public const string LoadBalancerConfiguration = "LoadBalancerConfiguration";
    public const string TargetGroupConfiguration = "TargetGroupConfiguration";
    public const string ListenerRuleConfiguration = "ListenerRuleConfiguration";

    /// <summary>All that a cluster is asked for, and what a file may have in the place of slices.</summary>
    private static readonly Dictionary<string, ObjectKind> All = ObjectKind.All
        .Append(new ObjectKind(Endpoints, "", "endpoints", "v1"))
        .ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>Whether an object is of a kind that is read.</summary>
    public static bool Has(Manifest manifest) => All.TryGetValue(manifest.Kind, out var kind) && kind.Group == manifest.Group;

    /// <summary>Whether a kind is read, of whatever group.</summary>
    public static bool Has(string kind) => All.ContainsKey(kind);

    /// <summary>What identifies an object among those of its kind: <c>NAMESPACE/NAME</c>, or its name alone for what is in no namespace.</summary>
    public static string IdOf(string kind, string space, string name) => All.TryGetValue(kind, out var known) && !known.IsNamespaced ? name : $"{space}/{name}";
}
