using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace AlbEmulator.DataFolders;

/// <summary>
/// The folder that everything written goes below, and who may read it: what is made in it is for its user alone, unless
/// <c>Alb:DataAccess</c> says otherwise, whatever the umask is. What lies elsewhere is made as the umask has it. Windows
/// has no such modes: there the folder's own rights count.
/// </summary>
/// <param name="settings">Where it is, and who may read it.</param>
internal sealed class DataFolder(AlbSettings settings)
{
    private const UnixFileMode User = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DataAccess _access = settings.DataAccess;

    /// <summary>As the settings say it, for words.</summary>
    public string Name { get; } = settings.DataDirectory;

    /// <summary>Absolute, without a separator at its end.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(settings.DataDirectory));

    /// <summary>What others may do with a file of it.</summary>
    public UnixFileMode OfOthers => _access switch
    {
        DataAccess.User => UnixFileMode.None,
        DataAccess.Group => UnixFileMode.GroupRead,
        _ => UnixFileMode.GroupRead | UnixFileMode.OtherRead,
    };

    /// <summary>The mode of a folder, by that of files: those who may read in it may go through it.</summary>
    public static UnixFileMode OfFolder(UnixFileMode mode)
    {
        const int ReadToExecute = 2;
        const UnixFileMode Reads = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return mode | (UnixFileMode)((int)(mode & Reads) >> ReadToExecute);
    }

    /// <summary>The path of something in it, absolute.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder and those above it, where they are missing.</summary>
    public void MakeFolder(string folder)
    {
        folder = System.IO.Path.GetFullPath(folder);
        if (OperatingSystem.IsWindows() || !Holds(folder))
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder))
        {
            // Of several that are missing the system would make only the last with the mode that it is told.
            MakeFolder(System.IO.Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder, OfFolder(User));
        }

        Widen(null, folder, OfFolder(OfOthers));
    }

    /// <summary>Opens a file to write it, or makes it. With <see cref="FileMode.Create"/> it is another file than before.</summary>
    public FileStream Open(string path, FileMode mode, FileShare share = FileShare.None, int bufferSize = 4096) =>
        Open(path, mode, share, bufferSize, OfOthers);

    /// <summary>Makes a file with a private key or with secrets, which no setting opens to others.</summary>
    public FileStream MakePrivate(string path, FileShare share = FileShare.None, int bufferSize = 4096) =>
        Open(path, FileMode.Create, share, bufferSize, UnixFileMode.None);

    /// <summary>Writes a file that appears whole, in the place of the one before it.</summary>
    /// <param name="path">Of the file; its folder is made where it is missing.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <param name="isPrivate">As of <see cref="MakePrivate"/>.</param>
    public void Replace(string path, Action<Stream> write, bool isPrivate)
    {
        MakeFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var whole = $"{path}.{System.IO.Path.GetRandomFileName()}";
        using (var stream = isPrivate ? MakePrivate(whole) : Open(whole, FileMode.Create))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(whole, path, overwrite: true);
    }

    /// <summary>Closes a file to others that was made before it had secrets.</summary>
    public void KeepPrivate(string path, SafeFileHandle opened)
    {
        if (!OperatingSystem.IsWindows() && Holds(System.IO.Path.GetFullPath(path)) && (File.GetUnixFileMode(opened) & ~User) != 0)
        {
            File.SetUnixFileMode(opened, User);
        }
    }

    /// <summary>Gives a file of it the mode that it should have been made with, where a library has made it.</summary>
    public void TakeOver(string path)
    {
        if (!OperatingSystem.IsWindows() && Holds(System.IO.Path.GetFullPath(path)))
        {
            File.SetUnixFileMode(path, User | OfOthers);
        }
    }

    /// <summary>Lets those read a file that may, where another has opened what was there before.</summary>
    public void LetRead(string path, SafeFileHandle opened)
    {
        if (!OperatingSystem.IsWindows() && Holds(System.IO.Path.GetFullPath(path)))
        {
            Widen(opened, path, OfOthers);
        }
    }

    private bool Holds(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal)
        && (path.Length == Path.Length || System.IO.Path.EndsInDirectorySeparator(Path) || path[Path.Length] == System.IO.Path.DirectorySeparatorChar);

    private FileStream Open(string path, FileMode mode, FileShare share, int bufferSize, UnixFileMode ofOthers)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share, BufferSize = bufferSize };
        if (OperatingSystem.IsWindows() || !Holds(System.IO.Path.GetFullPath(path)))
        {
            return new FileStream(path, options);
        }

        if (mode == FileMode.Create)
        {
            // What somebody has left there keeps its own mode otherwise.
            File.Delete(path);
            options.Mode = FileMode.CreateNew;
        }

        options.UnixCreateMode = User;
        var file = new FileStream(path, options);
        Widen(file.SafeFileHandle, path, ofOthers);
        return file;
    }

    /// <summary>The umask counts for what is made; what the setting opens is opened, also of what was there before.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void Widen(SafeFileHandle? file, string path, UnixFileMode wanted)
    {
        var mode = file is null ? File.GetUnixFileMode(path) : File.GetUnixFileMode(file);
        if ((mode & wanted) == wanted)
        {
            return;
        }

        try
        {
            if (file is null)
            {
                File.SetUnixFileMode(path, mode | wanted);
            }
            else
            {
                File.SetUnixFileMode(file, mode | wanted);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: who may read it is for that one to say.
        }
    }
}
