namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>
/// The fields of objects of the Gateway API.
/// <see href="https://gateway-api.sigs.k8s.io/reference/spec/"/>
/// </summary>
internal static class GatewayShapes
{
    private static readonly SpecShape Selector = SpecShape.Of(
        ("matchLabels", SpecShape.Free),
        ("matchExpressions", SpecShape.Free));

    private static readonly SpecShape Namespaces = SpecShape.Of(("from", SpecShape.One), ("selector", Selector));

    private static readonly SpecShape Kinds = SpecShape.ListOf(SpecShape.Of(("group", SpecShape.One), ("kind", SpecShape.One)));

    private static readonly SpecShape SecretReferences = SpecShape.ListOf(SpecShape.Of(
        ("group", SpecShape.One),
        ("kind", SpecShape.One),
        ("name", SpecShape.One),
        ("namespace", SpecShape.One)));

    private static readonly SpecShape Listeners = SpecShape.ListOf(SpecShape.Of(
        ("name", SpecShape.One),
        ("hostname", SpecShape.One),
        ("port", SpecShape.One),
        ("protocol", SpecShape.One),
        ("tls", SpecShape.Of(("mode", SpecShape.One), ("certificateRefs", SecretReferences)).Ignoring("options")),
        ("allowedRoutes", SpecShape.Of(("namespaces", Namespaces), ("kinds", Kinds)))), SpecLimits.Listeners);

    private static readonly SpecShape ParentReferences = SpecShape.ListOf(SpecShape.Of(
        ("group", SpecShape.One),
        ("kind", SpecShape.One),
        ("namespace", SpecShape.One),
        ("name", SpecShape.One),
        ("sectionName", SpecShape.One),
        ("port", SpecShape.One)), SpecLimits.Parents);

    private static readonly SpecShape Reference = SpecShape.Of(
        ("group", SpecShape.One),
        ("kind", SpecShape.One),
        ("name", SpecShape.One),
        ("namespace", SpecShape.One));

    private static readonly SpecShape Backends = SpecShape.ListOf(SpecShape.Of(
        ("group", SpecShape.One),
        ("kind", SpecShape.One),
        ("name", SpecShape.One),
        ("namespace", SpecShape.One),
        ("port", SpecShape.One),
        ("weight", SpecShape.One)).Ignoring("filters"), SpecLimits.Backends);

    private static readonly SpecShape Values = SpecShape.ListOf(SpecShape.Of(
        ("type", SpecShape.One),
        ("name", SpecShape.One),
        ("value", SpecShape.One)));

    private static readonly SpecShape PathModifier = SpecShape.Of(
        ("type", SpecShape.One),
        ("replaceFullPath", SpecShape.One),
        ("replacePrefixMatch", SpecShape.One));

    /// <summary>Filters of other types are told by their type.</summary>
    private static readonly SpecShape Filters = SpecShape.ListOf(SpecShape.Of(
        ("type", SpecShape.One),
        ("requestRedirect", SpecShape.Of(
            ("scheme", SpecShape.One),
            ("hostname", SpecShape.One),
            ("path", PathModifier),
            ("port", SpecShape.One),
            ("statusCode", SpecShape.One))),
        ("urlRewrite", SpecShape.Of(("hostname", SpecShape.One), ("path", PathModifier))),
        ("extensionRef", Reference),
        ("requestHeaderModifier", SpecShape.Free),
        ("responseHeaderModifier", SpecShape.Free),
        ("requestMirror", SpecShape.Free),
        ("cors", SpecShape.Free),
        ("externalAuth", SpecShape.Free)), SpecLimits.Filters);

    public static readonly SpecShape GatewayClass = SpecShape.Of(
        ("controllerName", SpecShape.One),
        ("parametersRef", Reference),
        ("description", SpecShape.One));

    public static readonly SpecShape Gateway = SpecShape.Of(
        ("gatewayClassName", SpecShape.One),
        ("listeners", Listeners),
        ("infrastructure", SpecShape.Of(("parametersRef", Reference), ("labels", SpecShape.Free), ("annotations", SpecShape.Free))),
        ("allowedListeners", SpecShape.Of(("namespaces", Namespaces)))).Ignoring("addresses", "tls", "defaultScope");

    public static readonly SpecShape ListenerSet = SpecShape.Of(("parentRef", Reference), ("listeners", Listeners));

    public static readonly SpecShape HttpRoute = SpecShape.Of(
        ("parentRefs", ParentReferences),
        ("hostnames", SpecShape.ListOf(SpecShape.One, SpecLimits.Hostnames)),
        ("rules", SpecShape.ListOf(SpecShape.Of(
            ("name", SpecShape.One),
            ("matches", SpecShape.ListOf(SpecShape.Of(
                ("path", SpecShape.Of(("type", SpecShape.One), ("value", SpecShape.One))),
                ("headers", Values),
                ("queryParams", Values),
                ("method", SpecShape.One)), SpecLimits.Matches)),
            ("filters", Filters),
            ("backendRefs", Backends)).Ignoring("timeouts", "retry", "sessionPersistence"), SpecLimits.Rules))).Ignoring("useDefaultGateways");

    public static readonly SpecShape GrpcRoute = SpecShape.Of(
        ("parentRefs", ParentReferences),
        ("hostnames", SpecShape.ListOf(SpecShape.One, SpecLimits.Hostnames)),
        ("rules", SpecShape.ListOf(SpecShape.Of(
            ("name", SpecShape.One),
            ("matches", SpecShape.ListOf(SpecShape.Of(
                ("method", SpecShape.Of(("type", SpecShape.One), ("service", SpecShape.One), ("method", SpecShape.One))),
                ("headers", Values)), SpecLimits.Matches)),
            ("filters", Filters),
            ("backendRefs", Backends)).Ignoring("sessionPersistence"), SpecLimits.Rules))).Ignoring("useDefaultGateways");

    public static readonly SpecShape ReferenceGrant = SpecShape.Of(
        ("from", SpecShape.ListOf(SpecShape.Of(("group", SpecShape.One), ("kind", SpecShape.One), ("namespace", SpecShape.One)))),
        ("to", SpecShape.ListOf(SpecShape.Of(("group", SpecShape.One), ("kind", SpecShape.One), ("name", SpecShape.One)))));
}
