using AlbEmulator.Machine;

namespace AlbEmulator.DataFolders;

/// <summary>
/// That a data folder belongs to one emulator: a lock on a file of it, which ends with the process, whatever ends that.
/// Two that kept what their APIs made in one folder would lose what the other has answered.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "emulator.lock";

    private readonly DataFolder _folder;
    private FileStream? _file;

    private DataFolderLock(DataFolder folder, FileStream? file) => (_folder, _file) = (folder, file);

    /// <summary>
    /// Takes the folder. Where nothing can be written there is nothing to take: that is told, and no obstacle.
    /// </summary>
    /// <param name="settings">Which folder, and who takes it.</param>
    /// <param name="now">When.</param>
    /// <param name="words">Hears who has it, or what is not as it should be.</param>
    /// <returns>Null when it belongs to another.</returns>
    public static DataFolderLock? Take(AlbSettings settings, DateTimeOffset now, TextWriter words)
    {
        var folder = new DataFolder(settings);
        var path = folder.PathOf(FileName);
        if (FileStatus.Of(path).Kind is var kind and not (FileKind.Regular or FileKind.Missing or FileKind.Unknown))
        {
            // Whoever opens a pipe may wait without end.
            words.WriteLine($"{path} {FileWords.Of(kind, path)}");
            return null;
        }

        FileStream file;
        try
        {
            folder.MakeFolder(folder.Path);
            file = folder.Open(path, FileMode.OpenOrCreate);
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            words.WriteLine($"{folder.Name} is in use: {DataFolderHolder.Read(folder)?.ToString() ?? "another emulator has it"}. "
                + $"A data folder is for one emulator: stop that one, or give this one its own: {Another(folder)}");
            return null;
        }
        catch (UnauthorizedAccessException exception) when (File.Exists(path))
        {
            words.WriteLine($"{folder.Name} is another user's: {exception.Message} Give this emulator a folder of its own: {Another(folder)}");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            words.WriteLine($"Nothing can be kept in {folder.Name}, which Alb:DataDirectory names: {exception.Message}");
            return new DataFolderLock(folder, null);
        }

        if (!IsLocked(path))
        {
            words.WriteLine($"Files cannot be locked in {folder.Name}: see to it that no other emulator uses it at once");
        }

        OpenFiles.Tell(folder, words);
        Tell(DataFolderHolder.Own(settings, now), folder);
        return new DataFolderLock(folder, file);
    }

    public void Dispose()
    {
        // Once: it may be another's from then on.
        if (Interlocked.Exchange(ref _file, null) is not { } file)
        {
            return;
        }

        try
        {
            DataFolderHolder.Remove(_folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the lock it says nothing.
        }

        file.Dispose();
    }

    private static string Another(DataFolder folder) => $"--Alb:DataDirectory={Path.TrimEndingDirectorySeparator(folder.Name)}2";

    /// <summary>Whoever finds the folder locked is told; a full disk leaves them without the details.</summary>
    private static void Tell(DataFolderHolder own, DataFolder folder)
    {
        try
        {
            own.Write(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The lock itself counts.
        }
    }

    /// <summary>Some file systems know no locks and say nothing of it; where they do, not even its owner gets a second one.</summary>
    private static bool IsLocked(string path)
    {
        try
        {
            using var second = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            return true;
        }
    }

    /// <summary>EAGAIN of Linux and of macOS, and the sharing violation of Windows.</summary>
    private static bool IsTaken(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
