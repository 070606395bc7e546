using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The annotations that the controller knows, on Ingresses and on Services; all others it ignores without a word.</summary>
internal static class AnnotationNames
{
    private static readonly HashSet<string> Known =
    [
        "load-balancer-name", "group.name", "group.order", "tags", "ip-address-type", "scheme", "subnets", "security-groups",
        "manage-backend-security-group-rules", "customer-owned-ipv4-pool", "load-balancer-attributes", "minimum-load-balancer-capacity",
        "ipam-ipv4-pool-id", "wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id", "web-acl-id", "shield-advanced-protection",
        "listen-ports", "ssl-redirect", "inbound-cidrs", "security-group-prefix-lists", "certificate-arn", "create-acm-cert", "acm-pca-arn",
        "ssl-policy", "mutual-authentication",
        "target-type", "backend-protocol", "backend-protocol-version", "target-group-attributes", "healthcheck-port", "healthcheck-protocol",
        "healthcheck-path", "healthcheck-interval-seconds", "healthcheck-timeout-seconds", "healthy-threshold-count", "unhealthy-threshold-count",
        "success-codes", "target-node-labels", "multi-cluster-target-group",
        "auth-type", "auth-idp-cognito", "auth-idp-oidc", "auth-on-unauthenticated-request", "auth-scope", "auth-session-cookie",
        "auth-session-timeout", "jwt-validation", "use-regex-path-match", "dry-run-plan",
    ];

    private static readonly string[] Beginnings = ["actions.", "conditions.", "transforms.", "listener-attributes.", "target-control-port."];

    /// <summary>Of a Network Load Balancer before the Application Load Balancer, which is not run here.</summary>
    private const string FrontendBeginning = "frontend-nlb-";
    private const string Frontend = "enable-frontend-nlb";

    /// <summary>Tells of those that the controller does not know, and of those that are not run here.</summary>
    public static void Check(Manifest manifest, Import import)
    {
        NoteUnused(manifest, import);
        foreach (var entry in manifest.Annotations.Where(IsNearly))
        {
            import.Note(entry.Origin, $"{manifest.Words} has {Quoted(entry.Name)}, which is no annotation of the controller: did you mean {Annotations.Prefix}…?");
        }

        foreach (var entry in manifest.Annotations.Where(entry => entry.Name.StartsWith(Annotations.Prefix, StringComparison.Ordinal)))
        {
            var name = entry.Name[Annotations.Prefix.Length..];
            if (name == Frontend || name.StartsWith(FrontendBeginning, StringComparison.Ordinal))
            {
                if (name == Frontend && new Annotations(import, manifest).Flag(name) == true)
                {
                    import.Note(entry.Origin, $"{Quoted(entry.Name)} asks for a Network Load Balancer before the Application Load Balancer, which is not run: clients reach the latter itself");
                }
            }
            else if (!Known.Contains(name) && !Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal)))
            {
                import.Note(entry.Origin, $"{manifest.Words} has {Quoted(entry.Name)}, which the controller does not know and ignores{Spelling.DidYouMean(name, Known)}");
            }
            else
            {
                AnnotationFields.Check(manifest, entry, name, import);
            }
        }
    }

    /// <summary>Whether it has a prefix that is nearly that of the controller.</summary>
    private static bool IsNearly(Entry entry) => entry.Name.Split('/') is [var prefix, _] && prefix + "/" != Annotations.Prefix
        && prefix.Contains("alb", StringComparison.Ordinal) && Spelling.Nearest(prefix, [Annotations.Prefix.TrimEnd('/')]) is not null;

    /// <summary>Actions, conditions and transforms of backends that the Ingress does not have.</summary>
    private static void NoteUnused(Manifest manifest, Import import)
    {
        if (manifest.Kind != ManifestKinds.Ingress)
        {
            return;
        }

        var backends = manifest.Spec.Find("rules").Items().SelectMany(rule => rule.Find("http").Find("paths").Items()).Select(path => path.Find("backend"))
            .Append(manifest.Spec.Find("defaultBackend")).ToLookup(backend => IngressBackends.NameOf(backend) ?? "", StringComparer.Ordinal);
        foreach (var entry in manifest.Annotations.Where(entry => entry.Name.StartsWith(Annotations.Prefix, StringComparison.Ordinal)))
        {
            if (entry.Name[Annotations.Prefix.Length..].Split('.', 2) is not [("actions" or "conditions" or "transforms") and var what, var name])
            {
                continue;
            }

            if (!backends.Contains(name))
            {
                import.Note(entry.Origin, $"{manifest.Words} has no backend {Model.Quoted.Text(name)}: this annotation has no effect");
            }
            else if (what == "actions" && !backends[name].Any(backend =>
                backend.Find("service").Find("port").Find("name").TryText(out var port) && port == IngressActions.UseAnnotation))
            {
                import.Note(entry.Origin, $"{manifest.Words} has the backend {Model.Quoted.Text(name)} by its port, so that this annotation has no effect: write port: {{ name: {IngressActions.UseAnnotation} }}");
            }
        }
    }

    private static string Quoted(string name) => Model.Quoted.Plain(name);
}
