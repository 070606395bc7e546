namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>
/// From objects of the Gateway API to the resources that the AWS Load Balancer Controller makes of them.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/gateway/"/>
/// </summary>
internal sealed class GatewayReader
{
    /// <summary>What is kept from reading to reading is called so.</summary>
    public const string Id = "Gateways";

    /// <summary>What is looked at as a whole, and not only found by its name: with any change in it all is made anew.</summary>
    private static readonly string[] Kinds =
    [
        ManifestKinds.GatewayClass,
        ManifestKinds.Gateway,
        ManifestKinds.ListenerSet,
        ManifestKinds.HttpRoute,
        ManifestKinds.GrpcRoute,
        ManifestKinds.ReferenceGrant,
        ManifestKinds.LoadBalancerConfiguration,
        ManifestKinds.TargetGroupConfiguration,
        ManifestKinds.ListenerRuleConfiguration,
    ];

    private readonly Manifests _manifests;
    private readonly Import _import;
    private readonly GatewayClasses _classes;

    private GatewayReader(Manifests manifests, ServiceEndpoints endpoints, Import import)
    {
        (_manifests, _import, Endpoints) = (manifests, import, endpoints);
        var check = new SpecCheck(import);
        var annotations = new IngressAnnotations(import);
        var namespaces = new NamespaceChoice(manifests, import);
        var grants = new ReferenceGrants(manifests, check);
        _classes = new GatewayClasses(manifests, check, annotations, import);
        Listeners = new GatewayListeners(manifests, namespaces, check, import);
        Attachments = new RouteAttachments(manifests, namespaces, new RouteHosts(import), check, import);
        Rules = new RouteRules(
            new RouteFilters(new ListenerRules(manifests, check, import), import), new RouteBackends(manifests, grants, import), import);
        Configurations = new TargetGroupConfigurations(manifests, check, annotations, import);
        Secrets = new ListenerSecrets(manifests, grants, import);
    }

    public ServiceEndpoints Endpoints { get; }

    public GatewayListeners Listeners { get; }

    public RouteAttachments Attachments { get; }

    public RouteRules Rules { get; }

    public TargetGroupConfigurations Configurations { get; }

    public ListenerSecrets Secrets { get; }

    public static void Read(Manifests manifests, ServiceEndpoints endpoints, Import import) => KeptTranslation.Take(
        Id, [.. Kinds.SelectMany(manifests.All)], manifests, import, () => new GatewayReader(manifests, endpoints, import).Read());

    private void Read()
    {
        foreach (var member in _manifests.All(ManifestKinds.Gateway).Select(_classes.Member).OfType<GatewayMember>().ToList())
        {
            GatewayTranslation.Translate(member, this, _import);
        }

        Attachments.NoteOthers();
    }
}
