using AlbEmulator.Documents;
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
        try
        {
            var file = context.PathBeside(place, path);
            var stamp = FileStamp.Of(file);
            var content = stamp.Length >= 0 && stamp.Length <= longest ? File.ReadAllBytes(file) : null;
            context.NamedFiles.Add((file, stamp, content is null ? null : FileStamp.Digest(content)));
            if (content is not null)
            {
                return content;
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
