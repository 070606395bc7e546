using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Certificates that are with AWS are left out where listeners are run, unless the settings have files for their ARNs. Paths of files stay,
/// so that a parameter can name one.
/// </summary>
internal static class AwsCertificates
{
    /// <summary>Of the listeners that are run, but for those of manifests, of which it is done as they are read.</summary>
    public static void LeaveOut(Import import)
    {
        foreach (var (at, resource) in import.Resources.Index().ToList())
        {
            if (resource.Kind == ResourceKind.Certificate)
            {
                var certificate = Nodes.Sequence(resource.Origin, [Nodes.Mapping(resource.Origin, resource.Properties)]);
                import.Resources[at] = resource with
                {
                    Properties = Here(import, certificate).Items() is [Node.Mapping here] ? here.Entries : [],
                };
            }
            else if (resource is { Kind: ResourceKind.Listener, Source: not SourceKind.Kubernetes } && resource.Find(ListenerShape.Certificates) is { } certificates)
            {
                var others = resource.Properties.Where(entry => entry.Name != ListenerShape.Certificates.Name);
                import.Resources[at] = resource with
                {
                    Properties = Here(import, certificates) is { } here
                        ? [.. others, Nodes.Entry(ListenerShape.Certificates.Name, here)]
                        : [.. others],
                };
            }
        }

        import.Resources.RemoveAll(resource => resource is { Kind: ResourceKind.Certificate, Properties.Count: 0 });
    }

    /// <summary>Those that are on this machine; of others a note tells. Null for none.</summary>
    public static Node? Here(Import import, Node certificates)
    {
        if (certificates is not Node.Sequence sequence)
        {
            return certificates;
        }

        var here = sequence.Items.Select(item => OnThisMachine(import, item)).Where(item => !IsWithAws(item, import.IsRun)).ToList();
        if (here.Count < sequence.Items.Count && import.IsRun)
        {
            import.Note(
                sequence.Origin,
                "the certificate is with AWS, and its key never leaves it: one for development is made in its place");
        }

        return here.Count == 0 ? null : sequence with { Items = here };
    }

    private static Node OnThisMachine(Import import, Node certificate)
    {
        if (!certificate.Find("CertificateArn").TryText(out var arn) || !import.Settings.Certificates.TryGetValue(arn, out var files))
        {
            return certificate;
        }

        // Relative to the working directory, as all that settings name.
        var paths = files.Split(',', StringSplitOptions.TrimEntries).Select(Path.GetFullPath).ToList();
        return Nodes.Mapping(
            certificate.Origin,
            [
                Nodes.Entry("CertificateFile", Nodes.Text(certificate.Origin, paths[0])),
                .. paths.Skip(1).Select(key => Nodes.Entry("KeyFile", Nodes.Text(certificate.Origin, key))),
            ]);
    }

    /// <summary>One that is not known is never here.</summary>
    private static bool IsWithAws(Node certificate, bool isRun) => certificate.Find("CertificateArn") is Node.Scalar arn &&
        (arn.Kind == ScalarKind.Unknown || (isRun && arn.Text.StartsWith("arn:", StringComparison.Ordinal)));
}
