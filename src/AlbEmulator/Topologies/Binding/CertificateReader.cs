using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of a listener's certificates, and the files they name, to the model.</summary>
internal static class CertificateReader
{
    public static IReadOnlyList<Certificate> Read(Node listener, ListenerProtocol protocol, ReadingContext context)
    {
        var items = ReadingContext.Items(listener, ListenerShape.Certificates);
        if (protocol == ListenerProtocol.Http && items.Count > 0)
        {
            context.Tell(
                ReadingContext.Place(listener, ListenerShape.Certificates),
                "Certificates are for HTTPS listeners: write the Protocol HTTPS, or remove them");
            return [];
        }

        var read = new List<Certificate>();
        var hasDefault = false;
        foreach (var item in items)
        {
            var isDefault = ReadingContext.Flag(item, CertificateShape.IsDefault) == true;
            if (isDefault && hasDefault)
            {
                context.Tell(
                    ReadingContext.Place(item, CertificateShape.IsDefault),
                    "there is a default certificate already: remove IsDefault");
            }

            hasDefault |= isDefault;
            if (Read(item, context) is { } certificate)
            {
                read.Insert(isDefault ? 0 : read.Count, certificate);
            }
        }

        return read;
    }

    private static Certificate? Read(Node node, ReadingContext context)
    {
        if (node is not Node.Mapping)
        {
            // Which was told.
            return null;
        }

        if (node.Find(CertificateShape.CertificatePem.Name) is not null)
        {
            return FromText(node, context);
        }

        context.Refuse(node, CertificateShape.KeyPem, "goes with CertificatePem: write both, or remove it");
        var hasArn = node.Find(CertificateShape.CertificateArn.Name) is not null;
        var hasFile = node.Find(CertificateShape.CertificateFile.Name) is not null;
        if (hasArn == hasFile)
        {
            context.Tell(
                node.Origin,
                hasArn
                    ? "has CertificateArn and CertificateFile: remove one of the two"
                    : "CertificateFile is missing: write the path of a PEM file");
            return null;
        }

        if (!context.IsRun && ReadingContext.Text(node, CertificateShape.CertificateArn) is { } arn && arn.StartsWith("arn:", StringComparison.Ordinal))
        {
            return new Certificate(arn, "");
        }

        var property = hasArn ? CertificateShape.CertificateArn : CertificateShape.CertificateFile;
        if (NamedFile.Read(node, property, context) is not { } content)
        {
            return null;
        }

        var path = ReadingContext.Text(node, property)!;
        return IsPfx(path) ? FromPfx(node, property, content, context) : FromPem(node, property, content, context);
    }

    private static bool IsPfx(string path) =>
        Path.GetExtension(path) is var extension
        && (extension.Equals(".pfx", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".p12", StringComparison.OrdinalIgnoreCase));

    private static Certificate? FromPfx(Node node, Property property, byte[] content, ReadingContext context)
    {
        context.Refuse(node, CertificateShape.KeyFile, "is for PEM files, and a PFX file holds its key: remove it");
        if (Pkcs12.Read(content, ReadingContext.Text(node, CertificateShape.Password)) is { } certificate)
        {
            return certificate;
        }

        context.Tell(
            ReadingContext.Place(node, property),
            $"{Quoted.Text(ReadingContext.Text(node, property)!)} holds no certificate with its key that opens with this "
                + "Password: write its Password, such as ${PFX_PASSWORD}");
        return null;
    }

    private static Certificate? FromText(Node node, ReadingContext context)
    {
        foreach (var other in new[] { CertificateShape.CertificateArn, CertificateShape.CertificateFile, CertificateShape.KeyFile, CertificateShape.Password })
        {
            context.Refuse(node, other, "does not go with CertificatePem, which is the certificate itself: remove one of the two");
        }

        var certificate = ReadingContext.Text(node, CertificateShape.CertificatePem) ?? "";
        if (ReadingContext.Text(node, CertificateShape.KeyPem) is not { } key)
        {
            context.Tell(node.Origin, "CertificatePem goes with KeyPem: write the private key there, and best as ${NAME}");
            return null;
        }

        if (Certificate.ProblemWith(certificate, key) is { } problem)
        {
            context.Tell(ReadingContext.Place(node, CertificateShape.CertificatePem), problem);
            return null;
        }

        return new Certificate(certificate, key);
    }

    private static Certificate? FromPem(Node node, Property property, byte[] content, ReadingContext context)
    {
        context.Refuse(node, CertificateShape.Password, "is for PFX files, and a PEM file has none: remove it");
        var certificate = Encoding.UTF8.GetString(content);
        var keyProperty = node.Find(CertificateShape.KeyFile.Name) is null ? property : CertificateShape.KeyFile;
        var key = keyProperty == property
            ? certificate
            : NamedFile.Read(node, keyProperty, context) is { } keyContent ? Encoding.UTF8.GetString(keyContent) : null;
        if (key is null)
        {
            return null;
        }

        if (Certificate.ProblemWith(certificate, key) is { } problem)
        {
            context.Tell(ReadingContext.Place(node, property), $"{Quoted.Text(ReadingContext.Text(node, property)!)} {problem}");
            return null;
        }

        return new Certificate(certificate, key);
    }
}
