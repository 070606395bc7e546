using AlbEmulator.Machine;

namespace AlbEmulator.Topologies;

/// <summary>
/// What of a file changes when its content does, cheap to look at: what it is, where its link leads, its size, when it was
/// written.
/// </summary>
internal sealed record FileStamp(FileKind Kind, string? Leads, long Length, DateTime Written)
{
    /// <summary>Of what is not there, or cannot be looked at.</summary>
    private static readonly FileStamp Missing = new(FileKind.Missing, null, -1, default);

    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true);
            var kind = FileStatus.Of(path).Kind;
            if (kind is not (FileKind.Regular or FileKind.Unknown))
            {
                return Missing with { Kind = kind, Leads = target?.FullName };
            }

            var real = target as FileInfo ?? file;
            return real.Exists ? new FileStamp(kind, target?.FullName, real.Length, real.LastWriteTimeUtc) : Missing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Missing;
        }
    }
}
