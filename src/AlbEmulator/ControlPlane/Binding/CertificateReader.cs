using System.Text;
using AlbEmulator.ControlPlane.Documents;
using AlbEmulator.ControlPlane.Shapes;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Binding;

/// <summary>From the nodes of a listener's certificates, and the files they name, to the model.</summary>
internal static class CertificateReader
{
    /// <summary>Bytes; no chain of certificates is as long.</summary>
    private const long LongestFile = 1024 * 1024;

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

        if (items.Count > 1)
        {
            context.Tell(items[1].Origin, "more than one certificate is not supported yet: remove it");
        }

        var read = new List<Certificate>();
        foreach (var item in items)
        {
            if (Read(item, context) is { } certificate)
            {
                read.Add(certificate);
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

        var property = hasArn ? CertificateShape.CertificateArn : CertificateShape.CertificateFile;
        if (Content(node, property, context) is not { } certificate)
        {
            return null;
        }

        var keyProperty = node.Find(CertificateShape.KeyFile.Name) is null ? property : CertificateShape.KeyFile;
        var key = keyProperty == property ? certificate : Content(node, keyProperty, context);
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

    /// <summary>What a file holds; null when it cannot be read, which was told.</summary>
    private static string? Content(Node node, Property property, ReadingContext context)
    {
        if (ReadingContext.Text(node, property) is not { } path)
        {
            return null;
        }

        var place = ReadingContext.Place(node, property);
        try
        {
            var file = context.PathBeside(place, path);
            var stamp = FileStamp.Of(file);
            var content = stamp.Length is >= 0 and <= LongestFile ? File.ReadAllBytes(file) : null;
            context.NamedFiles.Add((file, stamp, content is null ? null : FileStamp.Digest(content)));
            if (content is not null)
            {
                return Encoding.UTF8.GetString(content);
            }

            context.Tell(
                place,
                stamp == FileStamp.Missing ? Missing(path) : $"{Quoted.Text(path)} is too long to be a certificate");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            context.Tell(place, $"{Quoted.Text(path)} cannot be read: {Quoted.Plain(exception.Message)}");
        }

        return null;
    }

    private static string Missing(string path) => path.StartsWith("arn:", StringComparison.Ordinal)
        ? $"{Quoted.Text(path)} is with AWS, and its key never leaves it: write CertificateFile and KeyFile with the paths "
            + "of PEM files, or remove Certificates for a certificate that is made for development"
        : $"there is no file {Quoted.Text(path)}: write the path of a PEM file, relative to this file";
}
