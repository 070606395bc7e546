using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>
/// Certificates of ports for which none is configured: the controller looks for them with ACM by the hosts, where nothing is
/// found from here. Beyond it, those in the Secrets that <c>tls.certificateRefs</c> names are taken.
/// </summary>
internal sealed class ListenerSecrets(Manifests manifests, ReferenceGrants grants, Import import)
{
    /// <param name="listeners">Those of the port.</param>
    /// <param name="hosts">Of the listeners, and of the routes that are attached to them.</param>
    public IReadOnlyList<Node> CertificatesOf(IReadOnlyList<GatewayListener> listeners, IEnumerable<string> hosts)
    {
        var first = listeners[0];
        if (!hosts.Any())
        {
            import.Tell(
                first.Origin,
                $"{first.Words} speaks HTTPS, and there is no hostname by which the controller could find a certificate: write hostname, or "
                    + $"defaultCertificate for {first.Protocol}:{first.Port} in listenerConfigurations of a {ManifestKinds.LoadBalancerConfiguration}");
            return [];
        }

        var found = listeners.SelectMany(listener => listener.Node.Field("tls").Field("certificateRefs").Items()
            .Select(reference => Certificate(listener, reference)).OfType<Node>()).ToList();
        if (found.Count > 0)
        {
            import.Note(
                found[0].Origin,
                $"{first.Words} shows the certificate of its Secret here; the controller takes none from a Secret, and looks for one with ACM by the hosts");
        }
        else
        {
            import.Note(first.Origin, $"the certificate of {first.Words} is found with ACM by its hosts there: one for development is made in its place");
        }

        return found;
    }

    private Node.Mapping? Certificate(GatewayListener listener, Node reference)
    {
        var name = reference.Text("name");
        var space = reference.Text("namespace") is { Length: > 0 } written ? written : listener.Owner.Namespace;
        if (name.Length == 0 || reference.Text("kind") is not ("" or ManifestKinds.Secret))
        {
            return null;
        }

        if (space != listener.Owner.Namespace && !grants.Allows(listener.Owner, ManifestKinds.Secret, space, name))
        {
            import.Note(reference.Origin, $"no {ManifestKinds.ReferenceGrant} of {Quoted.Text(space)} lets {listener.Owner.Words} name the Secret {Quoted.Text(name)}: it is not shown");
            return null;
        }

        return SecretCertificate.Of(manifests, reference, space, name, import);
    }
}
