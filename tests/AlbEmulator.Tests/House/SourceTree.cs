using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.House;

/// <summary>The files of the repository, as the house rules look at them.</summary>
internal static partial class SourceTree
{
    /// <summary>Folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>C# files of the emulator, its tests and its benchmarks.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Read("src"), .. Read("tests")];

    /// <summary>C# files of the emulator.</summary>
    public static IReadOnlyList<SourceFile> Emulator { get; } =
        [.. All.Where(file => file.Path.StartsWith("src/AlbEmulator/", StringComparison.Ordinal))];

    /// <summary>Names of the rooms: the folders of the emulator that hold C# files.</summary>
    public static IReadOnlySet<string> Rooms { get; } =
        Emulator.Select(file => file.Room).Where(room => room.Length > 0).ToHashSet();

    /// <summary>Types that are declared in a room, by their names.</summary>
    public static ILookup<string, string> Types { get; } = Emulator
        .SelectMany(file => Declaration().Matches(file.Code).Select(match => (file.Room, Name: match.Groups[1].Value)))
        .ToLookup(type => type.Room, type => type.Name);

    private static IEnumerable<SourceFile> Read(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal)
                && !file.Path.Contains("/bin/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AlbEmulator.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Not below the folder of the solution.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum|record struct|record class)\s+([A-Z]\w*)")]
    private static partial Regex Declaration();
}
