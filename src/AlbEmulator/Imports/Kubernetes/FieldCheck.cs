using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Fields that an object has and its kind has not, which the API of a cluster refuses: most are written wrongly.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/"/>
/// </summary>
internal static class FieldCheck
{
    private static readonly Fields Backend = new("a backend")
    {
        ["service"] = new("a service") { ["name"] = null, ["port"] = new("a port") { ["name"] = null, ["number"] = null } },
        ["resource"] = null,
    };

    private static readonly Fields Ingress = new("an Ingress")
    {
        ["ingressClassName"] = null,
        ["defaultBackend"] = Backend,
        ["tls"] = new("tls") { ["hosts"] = null, ["secretName"] = null },
        ["rules"] = new("a rule")
        {
            ["host"] = null,
            ["http"] = new("http") { ["paths"] = new("a path") { ["path"] = null, ["pathType"] = null, ["backend"] = Backend } },
        },
    };

    private static readonly Fields IngressClassParams = Named(
        "IngressClassParams",
        "loadBalancerName", "certificateArn", "namespaceSelector", "group", "scheme", "inboundCIDRs", "sslPolicy", "sslRedirectPort", "subnets", "ipAddressType",
        "tags", "targetType", "loadBalancerAttributes", "listeners", "minimumLoadBalancerCapacity", "ipamConfiguration", "prefixListsIDs", "PrefixListsIDs",
        "wafv2AclArn", "wafv2AclName");

    private static readonly Fields TargetGroupBinding = Named(
        "a TargetGroupBinding",
        "targetGroupARN", "targetGroupName", "targetType", "targetGroupProtocol", "serviceRef", "networking", "nodeSelector", "ipAddressType", "vpcID",
        "multiClusterTargetGroup", "iamRoleArnToAssume", "assumeRoleExternalId");

    private static readonly Fields ServicePort = Named("a port of a Service", "name", "protocol", "port", "targetPort", "nodePort", "appProtocol");

    /// <summary>Tells of each field that does not belong there.</summary>
    public static void Check(Manifest manifest, Import import)
    {
        switch (manifest.Kind)
        {
            case ManifestKinds.Ingress:
                Check(manifest.Spec, Ingress, import);
                break;
            case ManifestKinds.IngressClassParams:
                Check(manifest.Spec, IngressClassParams, import);
                break;
            case ManifestKinds.TargetGroupBinding:
                Check(manifest.Spec, TargetGroupBinding, import);
                break;
            case ManifestKinds.Service:
                Check(manifest.Spec.Find("ports"), ServicePort, import);
                break;
        }
    }

    private static Fields Named(string what, params ReadOnlySpan<string> names)
    {
        var fields = new Fields(what);
        foreach (var name in names)
        {
            fields.Add(name, null);
        }

        return fields;
    }

    private static void Check(Node? node, Fields fields, Import import)
    {
        foreach (var item in node.Items())
        {
            Check(item, fields, import);
        }

        foreach (var entry in node is Node.Mapping mapping ? mapping.Entries : [])
        {
            if (!fields.TryGetValue(entry.Name, out var inner))
            {
                import.Tell(entry.Origin, $"{Quoted.Text(entry.Name)} is no field of {fields.What}{Spelling.DidYouMean(entry.Name, fields.Keys)}");
            }
            else if (inner is not null)
            {
                Check(entry.Value, inner, import);
            }
        }
    }

    /// <summary>The fields that something has, each with what is in it; null for what is not looked into.</summary>
    private sealed class Fields(string what) : Dictionary<string, Fields?>(StringComparer.Ordinal)
    {
        public string What => what;
    }
}
