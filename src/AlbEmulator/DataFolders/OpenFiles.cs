namespace AlbEmulator.DataFolders;

/// <summary>
/// Files of a data folder that others may read though <c>Alb:DataAccess</c> does not say so: made by an earlier version, or
/// by somebody else. They are told of and left as they are.
/// </summary>
internal static class OpenFiles
{
    /// <summary>The folder itself and the folders in it: where state and keys are. Delivered logs may be many.</summary>
    private static readonly EnumerationOptions Near = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 1,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private const UnixFileMode Reads = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enters = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void Tell(DataFolder folder, TextWriter words)
    {
        // Nobody comes through a folder that is closed.
        var root = new DirectoryInfo(folder.Path);
        if (OperatingSystem.IsWindows() || !IsOpen(root, folder.OfOthers))
        {
            return;
        }

        var open = root.EnumerateFiles("*", Near).FirstOrDefault(
            file => IsOpen(file, folder.OfOthers) && (file.DirectoryName == root.FullName || IsOpen(file.Directory!, folder.OfOthers)));
        if (open is not null)
        {
            words.WriteLine($"Others may read what is kept in {folder.Name}, such as {Path.GetRelativePath(root.FullName, open.FullName)}: "
                + $"'chmod -R go= {folder.Name}' closes it; Alb:DataAccess says who may read what is new");
        }
    }

    /// <summary>Whether some may go through it that may not.</summary>
    private static bool IsOpen(DirectoryInfo folder, UnixFileMode allowed) =>
        (folder.UnixFileMode & Enters & ~DataFolder.OfFolder(allowed)) != 0;

    /// <summary>Whether some may read it that may not.</summary>
    private static bool IsOpen(FileInfo file, UnixFileMode allowed) => (file.UnixFileMode & Reads & ~allowed) != 0;
}
