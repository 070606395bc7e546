using System.Security.Cryptography;
using AlbEmulator.Documents;

namespace AlbEmulator.Topologies;

/// <summary>
/// What of a file changes when its content does, cheap to look at: where its link leads, its size, when it was written.
/// </summary>
internal sealed record FileStamp(string? Leads, long Length, DateTime Written)
{
    /// <summary>Of what is not there, or is no file that can be looked at twice, such as a pipe.</summary>
    public static readonly FileStamp Missing = new(null, -1, default);

    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            var real = target ?? file;
            return real.Exists ? new FileStamp(target?.FullName, real.Length, real.LastWriteTimeUtc) : Missing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Missing;
        }
    }

    /// <summary>A digest of the content; null when it cannot be read.</summary>
    public string? Digest(string path)
    {
        if (this == Missing || Length > DocumentLimits.MostBytes)
        {
            return null;
        }

        try
        {
            return Digest(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
