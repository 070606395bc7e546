using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>
/// The table of manifests: files of <c>Cases</c>, in which each case begins with the line <c>#---- TITLE</c>. What stands before the
/// first case of a file belongs to each of them.
/// </summary>
internal static class ManifestCases
{
    private const string Beginning = "#---- ";

    public static IReadOnlyList<ManifestCase> All { get; } = [.. Files.SelectMany(Read)];

    private static IEnumerable<string> Files => Directory
        .GetFiles(Path.Combine(Repository.Root, "tests/AlbEmulator.Tests/Imports/Kubernetes/Cases"), "*.yaml")
        .Order(StringComparer.Ordinal);

    public static ManifestCase Find(string file, string title) => All.Single(item => item.File == file && item.Title == title);

    private static IEnumerable<ManifestCase> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        List<int> starts = [.. lines.Index().Where(line => line.Item.StartsWith(Beginning, StringComparison.Ordinal)).Select(line => line.Index)];
        if (starts.Count == 0)
        {
            yield return new ManifestCase(Path.GetFileName(path), "", string.Join('\n', lines));
        }

        foreach (var (at, start) in starts.Index())
        {
            var end = at + 1 < starts.Count ? starts[at + 1] : lines.Length;
            var own = lines.Take(end).Index().Select(line => line.Index < starts[0] || line.Index >= start ? line.Item : "");
            yield return new ManifestCase(Path.GetFileName(path), lines[start][Beginning.Length..], string.Join('\n', own));
        }
    }
}
