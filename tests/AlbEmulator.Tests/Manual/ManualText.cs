using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.Manual;

/// <summary>The texts for people: README, the manual, and the READMEs of folders.</summary>
internal static class ManualText
{
    public const string Readme = "README.md";
    private const string Pages = "src/AlbEmulator/Manual/Pages";

    /// <summary>Files below the repository, whose commands are tried.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        Readme,
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, Pages), "*.md").Select(path => $"{Pages}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
        "config/README.md", "config/examples/README.md", "docker/README.md", "docker/kubernetes/README.md", "tests/README.md",
    ];

    public static string Read(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, file)).ReplaceLineEndings("\n");
}
