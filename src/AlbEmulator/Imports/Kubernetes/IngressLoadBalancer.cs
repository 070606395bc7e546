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
    private static readonly (string Annotation, string OfClass, string Words)[] Missed =
    [
        ("wafv2-acl-name", "wafv2AclName", "AWS WAF is not emulated: no request is refused by it"),
        ("wafv2-acl-arn", "wafv2AclArn", "AWS WAF is not emulated: no request is refused by it"),
        ("waf-acl-id", "", "AWS WAF is not emulated: no request is refused by it"),
        ("web-acl-id", "", "AWS WAF is not emulated: no request is refused by it"),
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
        Shared.Merged(group.Members, "tags", member => Shared.Pairs(member.OfClass("tags")));

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
            Shared.One<Node>(members, annotation, member => (ofClass.Length > 0 ? member.OfClass(ofClass) : null) ?? member.Annotations.Text(annotation), IsSameList);
        }

        foreach (var member in members)
        {
            member.Annotations.Flag("manage-backend-security-group-rules");
            member.Annotations.Flag("shield-advanced-protection");
            member.Annotations.Map("minimum-load-balancer-capacity");
        }

        foreach (var (annotation, ofClass, words) in Missed)
        {
            if (One(annotation, ofClass) is { } missed && missed.Text != "none")
            {
                import.Note(missed.Origin, $"{Annotations.Prefix}{annotation}: {words}");
            }
        }

        var schemeText = scheme?.Text ?? LoadBalancerShape.InternalScheme;
        var cluster = import.Settings.Kubernetes.ClusterName;
        Name = name?.Text ?? (group.IsNamed
            ? KubernetesNames.LoadBalancer(group.Id, cluster, schemeText)
            : KubernetesNames.LoadBalancer(members[0].Ingress.Namespace, members[0].Ingress.Name, cluster, group.Id, schemeText));
        List<Entry> properties =
        [
            Nodes.Entry(LoadBalancerShape.Name.Name, Nodes.Text(name?.Origin ?? origin, Name)),
            Nodes.Entry(LoadBalancerShape.Scheme.Name, scheme ?? Nodes.Text(origin, LoadBalancerShape.InternalScheme)),
        ];
        if (addressType is not null)
        {
            properties.Add(Nodes.Entry(LoadBalancerShape.IpAddressType.Name, addressType));
        }

        var attributes = Shared.Merged(members, "load-balancer-attributes", member => Shared.Pairs(member.OfClass("loadBalancerAttributes")));
        if (attributes.Count > 0)
        {
            properties.Add(Nodes.Entry(LoadBalancerShape.Attributes.Name, Nodes.Mapping(attributes[0].Origin, attributes)));
        }

        properties.Add(Shared.Tags(origin, [.. OwnTags(origin, "LoadBalancer"), .. Tags]));
        return new Resource(ResourceKind.LoadBalancer, origin, [Name, group.Id], properties) { Source = SourceKind.Kubernetes };
    }

    private Node.Scalar? One(string annotation, string ofClass) =>
        Shared.One(group.Members, annotation, member => ofClass.Length > 0 ? member.Text(ofClass, annotation) : member.Annotations.Text(annotation));

    /// <summary>Lists in any order.</summary>
    private static bool IsSameList(Node one, Node other) => one is Node.Scalar a && other is Node.Scalar b
        ? GoValues.List(a.Text).Order(StringComparer.Ordinal).SequenceEqual(GoValues.List(b.Text).Order(StringComparer.Ordinal))
        : NodeValues.AreSame(one, other);
}
