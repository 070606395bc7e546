using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The load balancer of a group of Ingresses.</summary>
internal sealed class IngressLoadBalancer(IngressGroup group, Import import)
{
    /// <summary>Settings of which the group has one, and that have no effect on a request here; they must agree all the same.</summary>
    private static readonly (string Annotation, string OfClass)[] WithoutEffect =
    [
        ("subnets", "subnets"),
        ("security-groups", ""),
        ("manage-backend-security-group-rules", ""),
        ("customer-owned-ipv4-pool", ""),
        ("minimum-load-balancer-capacity", "minimumLoadBalancerCapacity"),
        ("ipam-ipv4-pool-id", "ipamConfiguration"),
        ("shield-advanced-protection", ""),
    ];

    /// <summary>The same, where it would have an effect there.</summary>
    private static readonly (string Annotation, string OfClass)[] Firewalls =
    [
        ("wafv2-acl-name", "wafv2AclName"),
        ("wafv2-acl-arn", "wafv2AclArn"),
        ("waf-acl-id", ""),
        ("web-acl-id", ""),
    ];

    /// <summary>Its name, by which listeners name it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the group is called: the first of its Ingresses alone, or the name of the group.</summary>
    public string Label => group.IsNamed ? $"IngressGroup {Quoted.Plain(group.Id)}" : group.Members[0].Ingress.Words;

    /// <summary>Tags that the controller gives to all that it makes for the group.</summary>
    public IReadOnlyList<Entry> OwnTags(Origin origin, string resource) =>
    [
        Nodes.Entry("elbv2.k8s.aws/cluster", Nodes.Text(origin, import.Settings.Kubernetes.ClusterName)),
        Nodes.Entry("ingress.k8s.aws/stack", Nodes.Text(origin, group.Id)),
        Nodes.Entry("ingress.k8s.aws/resource", Nodes.Text(origin, resource)),
    ];

    /// <summary>Tags that the members have, as far as they agree.</summary>
    public IReadOnlyList<Entry> Tags { get; } =
        GroupSettings.Merged(group.Members, "tags", member => KeyValues.Pairs(member.OfClass("tags")));

    public Resource Build()
    {
        var members = group.Members;
        var origin = members[0].Ingress.Origin.Property("");
        origin.Call(ManifestPlace.Of(ManifestKinds.Ingress, string.Join(", ", members.Select(member => member.Ingress.Id))));
        var scheme = One("scheme", "scheme");
        var addressType = One("ip-address-type", "ipAddressType");
        var name = One("load-balancer-name", "loadBalancerName");
        foreach (var (annotation, ofClass) in WithoutEffect)
        {
            GroupSettings.One<Node>(members, annotation, member => (ofClass.Length > 0 ? member.OfClass(ofClass) : null) ?? member.Annotations.Text(annotation), IsSameList);
        }

        foreach (var member in members)
        {
            member.Annotations.Flag("manage-backend-security-group-rules");
            member.Annotations.Flag("shield-advanced-protection");
            member.Annotations.Map("minimum-load-balancer-capacity");
        }

        foreach (var (annotation, ofClass) in Firewalls)
        {
            if (One(annotation, ofClass) is { Text: not "none" } firewall)
            {
                NotEmulated.NoteFirewall(firewall.Origin, $"{Annotations.Prefix}{annotation}", import);
            }
        }

        var schemeText = scheme?.Text ?? LoadBalancerShape.InternalScheme;
        var cluster = import.Settings.Kubernetes.ClusterName;
        Name = name?.Text ?? (group.IsNamed
            ? KubernetesNames.LoadBalancer(group.Id, cluster, schemeText)
            : KubernetesNames.LoadBalancer(members[0].Ingress.Namespace, members[0].Ingress.Name, cluster, group.Id, schemeText));
        return KubernetesResources.LoadBalancer(
            origin,
            group.Id,
            Nodes.Text(name?.Origin ?? origin, Name),
            scheme,
            addressType,
            GroupSettings.Merged(members, "load-balancer-attributes", member => KeyValues.Pairs(member.OfClass("loadBalancerAttributes"))),
            [.. OwnTags(origin, "LoadBalancer"), .. Tags]);
    }

    private Node.Scalar? One(string annotation, string ofClass) =>
        GroupSettings.One(group.Members, annotation, member => ofClass.Length > 0 ? member.Text(ofClass, annotation) : member.Annotations.Text(annotation));

    /// <summary>Lists in any order.</summary>
    private static bool IsSameList(Node one, Node other) => one is Node.Scalar a && other is Node.Scalar b
        ? GoValues.List(a.Text).Order(StringComparer.Ordinal).SequenceEqual(GoValues.List(b.Text).Order(StringComparer.Ordinal))
        : NodeValues.AreSame(one, other);
}
