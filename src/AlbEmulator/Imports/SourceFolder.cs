namespace AlbEmulator.Imports;

/// <summary>A folder in the place of a file stands for the files in it.</summary>
internal static class SourceFolder
{
    private static readonly string[] Extensions = [".json", ".jsonc", ".yaml", ".yml", ".template"];

    /// <summary>
    /// Of what <c>cdk synth</c> makes these are the stacks of its manifest, at any depth. A folder without a file is named
    /// itself, for whoever reads it to tell.
    /// </summary>
    /// <param name="named">The file or folder as the user named it.</param>
    /// <param name="path">Where it is.</param>
    public static IReadOnlyList<StackFile> Files(StackFile named, string path)
    {
        if (!Directory.Exists(path))
        {
            return [named];
        }

        if (CloudAssembly.Stacks(named.File, path) is { } stacks)
        {
            return [.. stacks.Select(stack => named.Stack is null ? stack : stack with { Stack = named.Stack })];
        }

        var files = NamesIn(path)
            .Where(name => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(name => named with { File = Path.Combine(named.File, name) })
            .ToList();
        return files.Count == 0 ? [named] : files;
    }

    /// <summary>None of a folder that we may not look into, which is told where it is read as a file.</summary>
    private static IEnumerable<string> NamesIn(string path)
    {
        try
        {
            return Directory.GetFiles(path).Select(file => Path.GetFileName(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
