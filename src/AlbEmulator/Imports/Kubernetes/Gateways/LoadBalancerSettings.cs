using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>
/// What the LoadBalancerConfiguration of a Gateway and that of its class say together: of settings of which there is one that
/// of the class counts, unless its <c>mergingMode</c> prefers the Gateway.
/// </summary>
internal sealed class LoadBalancerSettings
{
    private readonly Manifest? _high;
    private readonly Manifest? _low;

    /// <param name="ofClass">That of the class; null for none.</param>
    /// <param name="ofGateway">That of the Gateway; null for none.</param>
    public LoadBalancerSettings(Manifest? ofClass, Manifest? ofGateway)
    {
        var prefersGateway = ofClass?.Spec.Text("mergingMode") == "prefer-gateway";
        (_high, _low) = prefersGateway ? (ofGateway, ofClass) : (ofClass, ofGateway);
    }

    /// <summary>Those that there are, the one that counts first.</summary>
    public IEnumerable<Manifest> All => new[] { _high, _low }.OfType<Manifest>();

    /// <summary>A setting of which there is one.</summary>
    public Node? Find(string name) => _high?.Spec.Field(name) ?? _low?.Spec.Field(name);

    public Node.Scalar? Value(string name) => _high?.Spec.Value(name) ?? _low?.Spec.Value(name);

    public IReadOnlyList<Entry> Attributes { get => field ??= Pairs(_high).Over(Pairs(_low)); }

    public IReadOnlyList<Entry> Tags { get => field ??= (_high?.Spec.Entries("tags") ?? []).Over(_low?.Spec.Entries("tags") ?? []); }

    /// <summary>What is said of listeners, by <c>protocolPort</c> one each.</summary>
    public IReadOnlyList<Node> Listeners { get => field ??= MergedListeners(); }

    private static List<Entry> Pairs(Manifest? manifest) => [.. KeyValues.Pairs(manifest?.Spec.Field("loadBalancerAttributes"))];

    private List<Node> MergedListeners()
    {
        var merged = new List<Node>();
        foreach (var manifest in All)
        {
            var own = manifest.Spec.Field("listenerConfigurations").Items();
            merged.AddRange(own.Where(item => !merged.Exists(other => Key(other) == Key(item))));
        }

        return merged;
    }

    private static string Key(Node listener) => listener.Text("protocolPort");
}
