using System.Globalization;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.DataFolders;
using AlbEmulator.Networks;
using AlbEmulator.Stores;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>Alb:Fresh</c>: what the APIs made earlier is moved aside before it is read, and never deleted. Logs, keys and certificates
/// stay.
/// </summary>
internal static class FreshStart
{
    private const string Aside = "before-fresh";

    /// <param name="settings">Whether, and which data folder.</param>
    /// <param name="disk">Keeps what the ELBv2 API makes.</param>
    /// <param name="now">The name of the folder that it goes to.</param>
    /// <param name="words">Hears in one line what happened.</param>
    /// <returns>Whether the emulator can start.</returns>
    public static bool Begin(AlbSettings settings, ElbV2Disk disk, DateTimeOffset now, TextWriter words)
    {
        if (!settings.Fresh)
        {
            return true;
        }

        var data = new DataFolder(settings);
        try
        {
            string[] kept = [.. NetworkStore.FilesOf(new FolderStore(data)), .. Directory.Exists(disk.Folder) ? [disk.Folder] : Array.Empty<string>()];
            if (kept.Length == 0)
            {
                words.WriteLine($"fresh: the API had made nothing that is kept in {data.Name}");
                return true;
            }

            var aside = FolderFor(data, now);
            data.MakeFolder(aside);
            foreach (var path in kept)
            {
                Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
            }

            words.WriteLine($"fresh: what the API had made is now in {Path.Combine(data.Name, Path.GetRelativePath(data.Path, aside))}");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            words.WriteLine($"fresh: what the API had made cannot be moved aside in {data.Name}: {exception.Message}");
            return false;
        }
    }

    private static string FolderFor(DataFolder data, DateTimeOffset now)
    {
        var name = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var folder = data.PathOf(Path.Combine(Aside, name));
        for (var more = 2; Directory.Exists(folder); more++)
        {
            folder = data.PathOf(Path.Combine(Aside, string.Create(CultureInfo.InvariantCulture, $"{name}-{more}")));
        }

        return folder;
    }
}
