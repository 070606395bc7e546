using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The load balancer of a Gateway.</summary>
internal sealed class GatewayLoadBalancer(GatewayMember member, Import import)
{
    private static readonly string[] Everywhere = ["0.0.0.0/0", "::/0"];

    /// <summary>What the controller calls all that it makes for the Gateway.</summary>
    public string Id => member.Gateway.Id;

    /// <summary>Its name, by which listeners name it.</summary>
    public string Name => member.Settings.Value("loadBalancerName")?.Text ?? KubernetesNames.LoadBalancer(
        member.Gateway.Namespace, member.Gateway.Name, import.Settings.Kubernetes.ClusterName, Id, Scheme?.Text ?? LoadBalancerShape.InternalScheme);

    private Node.Scalar? Scheme => member.Settings.Value("scheme");

    /// <summary>Tags that the controller gives to all that it makes for the Gateway.</summary>
    public IReadOnlyList<Entry> OwnTags(Origin origin, string resource) =>
    [
        Nodes.Entry("elbv2.k8s.aws/cluster", Nodes.Text(origin, import.Settings.Kubernetes.ClusterName)),
        Nodes.Entry("gateway.k8s.aws.alb/stack", Nodes.Text(origin, Id)),
        Nodes.Entry("gateway.k8s.aws.alb/resource", Nodes.Text(origin, resource)),
    ];

    public Resource Build()
    {
        var settings = member.Settings;
        var origin = member.Gateway.Origin;
        if (settings.Find("wafV2") is { } firewall)
        {
            import.Note(firewall.Origin, "wafV2: AWS WAF is not emulated: no request is refused by it");
        }

        foreach (var (field, node) in new[] { ("sourceRanges", settings.Find("sourceRanges")), ("securityGroupPrefixes", settings.Find("securityGroupPrefixes")) })
        {
            if (node is not null && !node.Items().All(item => item.TryAny(out var text) && Everywhere.Contains(text)))
            {
                import.Note(node.Origin, $"{field} is for security groups, which are not emulated: clients of every address are served");
            }
        }

        List<Entry> properties =
        [
            Nodes.Entry(LoadBalancerShape.Name.Name, Nodes.Text(settings.Value("loadBalancerName")?.Origin ?? origin, Name)),
            Nodes.Entry(LoadBalancerShape.Scheme.Name, Scheme ?? Nodes.Text(origin, LoadBalancerShape.InternalScheme)),
        ];
        if (settings.Value("ipAddressType") is { } addressType)
        {
            properties.Add(Nodes.Entry(LoadBalancerShape.IpAddressType.Name, addressType));
        }

        if (settings.Attributes is [var attribute, ..])
        {
            properties.Add(Nodes.Entry(LoadBalancerShape.Attributes.Name, Nodes.Mapping(attribute.Origin, settings.Attributes)));
        }

        properties.Add(Shared.Tags(origin, [.. OwnTags(origin, "LoadBalancer"), .. settings.Tags]));
        return new Resource(ResourceKind.LoadBalancer, origin, [Name, Id], properties) { Source = SourceKind.Kubernetes };
    }
}
