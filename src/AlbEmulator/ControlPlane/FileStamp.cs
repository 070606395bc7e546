namespace AlbEmulator.ControlPlane;

/// <summary>
/// What of a file changes when its content does, cheap to look at: where its link leads, its size, when it was written.
/// </summary>
internal sealed record FileStamp(string? Leads, long Length, DateTime Written)
{
    private static readonly FileStamp Missing = new(null, -1, default);

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
}
