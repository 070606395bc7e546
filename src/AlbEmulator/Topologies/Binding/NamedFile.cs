using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>A file of certificates that a topology file names, and that is watched with it from then on.</summary>
internal static class NamedFile
{
    /// <summary>Bytes; no chain of certificates is as long.</summary>
    private const long LongestFile = 1024 * 1024;

    /// <summary>What a file holds; null when it cannot be read, which was told.</summary>
    public static byte[]? Read(Node node, Property property, ReadingContext context, long longest = LongestFile)
    {
        return ReadingContext.Text(node, property) is { } path
            ? Read(path, ReadingContext.Place(node, property), context, longest)
            : null;
    }

    /// <inheritdoc cref="Read(Node, Property, ReadingContext, long)"/>
    public static byte[]? Read(string path, Origin place, ReadingContext context, long longest)
    {
        string file;
        try
        {
            file = context.PathBeside(place, path);
        }
        catch (ArgumentException exception)
        {
            // A name that no file can have.
            context.Tell(place, $"{Quoted.Text(path)} cannot be read: {Quoted.Plain(exception.Message)}");
            return null;
        }

        var (seen, content) = SeenFile.Read(file, longest);
        context.NamedFiles.Add(seen);
        if (content.Bytes is null)
        {
            context.Tell(place, content.Problem == FileWords.NoSuchFile ? Missing(path) : $"{Quoted.Text(path)} {content.Problem}");
        }

        return content.Bytes;
    }

    private static string Missing(string path) => path.StartsWith("arn:", StringComparison.Ordinal)
        ? $"{Quoted.Text(path)} is with AWS, and its key never leaves it: write CertificateFile and KeyFile with the paths "
            + "of PEM files, or remove Certificates for a certificate that is made for development"
        : $"there is no file {Quoted.Text(path)}: write the path of a PEM file, relative to this file";
}
