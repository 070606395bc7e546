namespace AlbEmulator.Shapes;

/// <summary>What the objects and the closed choices of a topology file are called.</summary>
internal static class Names
{
    public const string Topology = "topology";
    public const string LoadBalancer = "load balancer";
    public const string Listener = "listener";
    public const string Certificate = "certificate";
    public const string MutualAuthentication = "mutual authentication";
    public const string TrustStore = "trust store";
    public const string Rule = "rule";
    public const string Condition = "condition";
    public const string HostHeaderConfig = "configuration of a host-header condition";
    public const string PathPatternConfig = "configuration of a path-pattern condition";
    public const string HttpHeaderConfig = "configuration of an http-header condition";
    public const string HttpRequestMethodConfig = "configuration of an http-request-method condition";
    public const string QueryStringConfig = "configuration of a query-string condition";
    public const string QueryParameter = "value of a query-string condition";
    public const string SourceIpConfig = "configuration of a source-ip condition";
    public const string Action = "action";
    public const string Redirect = "configuration of a redirect action";
    public const string FixedResponse = "configuration of a fixed-response action";
    public const string AuthenticateOidc = "configuration of an authenticate-oidc action";
    public const string AuthenticateCognito = "configuration of an authenticate-cognito action";
    public const string JwtValidation = "configuration of a jwt-validation action";
    public const string JwtClaim = "claim of a jwt-validation action";
    public const string Transform = "transform";
    public const string RewriteConfig = "configuration of a transform";
    public const string Rewrite = "rewrite";
    public const string Forward = "configuration of a forward action";
    public const string ForwardTargetGroup = "target group of a forward action";
    public const string Stickiness = "target group stickiness";
    public const string TargetGroup = "target group";
    public const string Target = "target";
    public const string Matcher = "matcher";
    public const string Tag = "tag";
    public const string EchoUser = "user of the echo provider";

    public const string LoadBalancerType = "Type of a load balancer";
    public const string LoadBalancerIpAddressType = "IpAddressType of a load balancer";
    public const string TargetGroupIpAddressType = "IpAddressType of a target group";
    public const string Scheme = "Scheme";
    public const string ListenerProtocol = "Protocol of a listener";
    public const string SslPolicy = "SslPolicy";
    public const string MutualAuthenticationMode = "Mode of mutual authentication";
    public const string AdvertiseTrustStoreCaNames = "AdvertiseTrustStoreCaNames";
    public const string ConditionField = "Field";
    public const string ActionType = "Type of an action";
    public const string RedirectProtocol = "Protocol of a redirect action";
    public const string RedirectStatusCode = "StatusCode of a redirect action";
    public const string ContentType = "ContentType";
    public const string OnUnauthenticatedRequest = "OnUnauthenticatedRequest";
    public const string JwtClaimFormat = "Format of a claim";
    public const string TransformType = "Type of a transform";
    public const string TargetGroupProtocol = "Protocol of a target group";
    public const string HealthCheckProtocol = "HealthCheckProtocol";
    public const string ProtocolVersion = "ProtocolVersion";
    public const string TargetType = "TargetType";
}
