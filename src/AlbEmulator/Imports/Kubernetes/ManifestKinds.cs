namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The kinds of objects that say something of a load balancer, by the groups of their APIs.</summary>
internal static class ManifestKinds
{
    public const string Networking = "networking.k8s.io";
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

    private static readonly Dictionary<string, string> GroupOf = new(StringComparer.Ordinal)
    {
        [Ingress] = Networking,
        [IngressClass] = Networking,
        [IngressClassParams] = Controller,
        [TargetGroupBinding] = Controller,
        [Service] = "",
        [Endpoints] = "",
        [EndpointSlice] = "discovery.k8s.io",
        [Secret] = "",
        [Namespace] = "",
        [Gateway] = Gateways,
        [GatewayClass] = Gateways,
        [HttpRoute] = Gateways,
        [GrpcRoute] = Gateways,
        [ReferenceGrant] = Gateways,
        [ListenerSet] = Gateways,
        [LoadBalancerConfiguration] = ControllerGateways,
        [TargetGroupConfiguration] = ControllerGateways,
        [ListenerRuleConfiguration] = ControllerGateways,
    };

    /// <summary>Those that are in no namespace.</summary>
    private static readonly HashSet<string> OfCluster = [IngressClass, IngressClassParams, Namespace, GatewayClass];

    /// <summary>Whether an object is of a kind that is read.</summary>
    public static bool Has(Manifest manifest) => GroupOf.TryGetValue(manifest.Kind, out var group) && group == manifest.Group;

    /// <summary>Whether a kind is read, of whatever group.</summary>
    public static bool Has(string kind) => GroupOf.ContainsKey(kind);

    /// <summary>Whether a kind is in no namespace.</summary>
    public static bool IsOfCluster(string kind) => OfCluster.Contains(kind);
}
