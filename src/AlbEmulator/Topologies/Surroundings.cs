namespace AlbEmulator.Topologies;

/// <summary>
/// The folders that a template may name files of: that of each file that the user names, and the one above it, each with what
/// is below. Links count as what they lead to.
/// </summary>
internal sealed class Surroundings
{
    private const int MostLinks = 40;

    /// <summary>Made when a template names a file: most name none.</summary>
    private readonly Lazy<List<string>> _folders;

    /// <param name="files">Paths of the files that the user names.</param>
    public Surroundings(IEnumerable<string> files) => _folders = new Lazy<List<string>>(() => Folders(files));

    /// <summary>Whether a file is in one of them.</summary>
    public bool Have(string path) =>
        Real(path) is { } real && _folders.Value.Exists(folder => real.StartsWith(WithEnd(folder), StringComparison.Ordinal));

    private static List<string> Folders(IEnumerable<string> files)
    {
        var own = files.Select(Path.GetDirectoryName).OfType<string>().ToList();
        // Above a folder of the root is the whole machine.
        var above = own.Select(Path.GetDirectoryName).OfType<string>().Where(folder => Path.GetDirectoryName(folder) is not null);
        return [.. own.Concat(above).Distinct().Select(Real).OfType<string>()];
    }

    private static string WithEnd(string folder) => Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;

    /// <summary>A path without links; null where they lead nowhere.</summary>
    private static string? Real(string path)
    {
        var (links, rest) = (0, new Stack<string>(Parts(path)));
        var real = Path.GetPathRoot(path)!;
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            try
            {
                if (new FileInfo(next).LinkTarget is not { } target)
                {
                    real = next;
                    continue;
                }

                if (++links > MostLinks)
                {
                    return null;
                }

                var whole = Path.GetFullPath(target, real);
                Parts(whole).ToList().ForEach(rest.Push);
                real = Path.GetPathRoot(whole)!;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return real;
    }

    /// <summary>Names of the folders and of the file, the last first.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
