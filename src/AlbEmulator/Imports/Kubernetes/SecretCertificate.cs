using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A certificate that a Secret of the type <c>kubernetes.io/tls</c> holds, as a topology file has it.</summary>
internal static class SecretCertificate
{
    /// <summary>Null where no file has the Secret, or it is none, which a note tells.</summary>
    /// <param name="manifests">What there is.</param>
    /// <param name="place">What names it.</param>
    /// <param name="space">The namespace of the Secret.</param>
    /// <param name="name">Its name.</param>
    /// <param name="import">Where it is told.</param>
    public static Node.Mapping? Of(Manifests manifests, Node place, string space, string name, Import import)
    {
        if (manifests.Find(ManifestKinds.Secret, space, name) is not { } secret)
        {
            return null;
        }

        if (SecretValues.Of(secret, "tls.crt") is { } certificate && SecretValues.Of(secret, "tls.key") is { } key)
        {
            return Nodes.Mapping(
                place.Origin,
                Nodes.Entry(CertificateShape.CertificatePem.Name, certificate),
                Nodes.Entry(CertificateShape.KeyPem.Name, key));
        }

        import.Note(secret.Origin, $"{secret.Words} has no tls.crt and tls.key in base64: it is no certificate");
        return null;
    }
}
