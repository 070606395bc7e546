using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The load balancer of a Gateway.</summary>
internal sealed class GatewayLoadBalancer(GatewayMember member, Import import)
{
    public Manifest Gateway => member.Gateway;

    /// <summary>What the controller calls all that it makes for the Gateway.</summary>
    public string Id => Gateway.Id;

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
            NotEmulated.NoteFirewall(firewall.Origin, "wafV2", import);
        }

        foreach (var field in new[] { "sourceRanges", "securityGroupPrefixes" })
        {
            if (settings.Find(field) is { } sources)
            {
                NotEmulated.NoteSources(sources.Origin, field, sources.Items().Select(item => item.AnyText()), import);
            }
        }

        return KubernetesResources.LoadBalancer(
            origin,
            Id,
            Nodes.Text(settings.Value("loadBalancerName")?.Origin ?? origin, Name),
            Scheme,
            settings.Value("ipAddressType"),
            settings.Attributes,
            [.. OwnTags(origin, "LoadBalancer"), .. settings.Tags]);
    }
}
