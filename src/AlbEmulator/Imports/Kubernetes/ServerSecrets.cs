using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Certificates of Ingresses that name none: the controller looks for them with ACM by their hosts, where nothing is found from
/// here. Beyond it, those in the Secrets that <c>spec.tls</c> names are taken.
/// </summary>
internal sealed class ServerSecrets(Manifests manifests, Import import)
{
    public IReadOnlyList<Node> CertificatesOf(IngressMember member)
    {
        var found = new List<Node>();
        foreach (var tls in member.Ingress.Spec.Find("tls").Items())
        {
            if (tls.Find("secretName").TryAny(out var name) && SecretCertificate.Of(manifests, tls.Find("secretName")!, member.Ingress.Namespace, name, import) is { } certificate)
            {
                found.Add(certificate);
            }
        }

        if (found.Count > 0)
        {
            import.Note(
                member.Ingress.Spec.Find("tls")!.Origin,
                $"{member.Ingress.Words} shows the certificate of its Secret here; the controller takes none from a Secret, and looks for one with ACM by the hosts");
            return found;
        }

        var hosts = Hosts(member.Ingress).ToList();
        import.Note(member.Ingress.Origin, hosts.Count > 0
            ? $"the certificate of {member.Ingress.Words} is found with ACM by its hosts there: one for development is made in its place"
            : $"{member.Ingress.Words} has an HTTPS listener, no {Annotations.Prefix}{ListenPort.CertificateArn}, and no host by which one is found with ACM: AWS would "
                + "refuse the listener. One for development is made");
        return [];
    }

    private static IEnumerable<string> Hosts(Manifest ingress) => ingress.Spec.Find("rules").Items().Select(rule => rule.Find("host"))
        .Concat(ingress.Spec.Find("tls").Items().SelectMany(tls => tls.Find("hosts").Items()))
        .Select(host => host.AnyText())
        .Where(host => host.Length > 0);
}
