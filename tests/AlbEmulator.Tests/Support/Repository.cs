namespace AlbEmulator.Tests.Support;

/// <summary>The working copy that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>Topology files of config/examples.</summary>
    public static IEnumerable<string> Examples =>
        Directory.GetFiles(Path.Combine(Root, "config", "examples")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal));

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "AlbEmulator.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new DirectoryNotFoundException(
            "No AlbEmulator.sln above"));
}
