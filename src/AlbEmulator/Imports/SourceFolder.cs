namespace AlbEmulator.Imports;

/// <summary>A folder in the place of a file stands for the files in it.</summary>
internal static class SourceFolder
{
    private static readonly string[] Extensions = [".json", ".jsonc", ".yaml", ".yml", ".template"];

    /// <summary>
    /// What <c>cdk synth</c> makes has other files beside its templates, which are left alone. A folder without a file is
    /// named itself, for whoever reads it to tell.
    /// </summary>
    public static IReadOnlyList<string> Files(string named, string path)
    {
        if (!Directory.Exists(path))
        {
            return [named];
        }

        var names = Directory.GetFiles(path).Select(file => Path.GetFileName(file))
            .Where(name => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        var templates = names.Where(name => name.EndsWith(".template.json", StringComparison.Ordinal)).ToList();
        names = templates.Count > 0 && names.Contains("manifest.json") ? templates : names;
        return names.Count == 0 ? [named] : [.. names.Select(name => Path.Combine(named, name))];
    }
}
