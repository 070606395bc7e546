using AlbEmulator.Imports;

namespace AlbEmulator.Topologies;

/// <summary>The files that are named, a folder standing for those that are in it now.</summary>
/// <param name="pathOf">Where a file is.</param>
internal sealed class ListedFiles(Func<string, string> pathOf)
{
    private IReadOnlyList<StackFile> _named = [];

    /// <summary>The first folder among those that are named; null for none.</summary>
    public string? Folder { get; private set; }

    /// <summary>Files are named, and listed.</summary>
    public IReadOnlyList<string> Name(IReadOnlyList<StackFile> named)
    {
        _named = named;
        Folder = named.FirstOrDefault(file => Directory.Exists(pathOf(file.File)))?.File;
        return All();
    }

    /// <summary>As they are now.</summary>
    /// <param name="before">As they were; the same again where nothing came and nothing went.</param>
    public IReadOnlyList<string> Again(IReadOnlyList<string> before) =>
        Folder is not null && All() is var now && !now.SequenceEqual(before, StringComparer.Ordinal) ? now : before;

    private List<string> All() => [.. _named.SelectMany(file => SourceFolder.Files(file, pathOf(file.File))).Select(file => file.ToString())];
}
