namespace AlbEmulator.Imports.CloudFormation;

/// <summary>Names of the stacks of templates: what is written, or else the names of their files.</summary>
internal static class StackNames
{
    /// <summary>
    /// <c>Shop.template.json</c> is of the stack <c>Shop</c>. Where files of several folders have one name, their folders' names
    /// come before it: <c>orders/template.yaml</c> is of the stack <c>orders-template</c>.
    /// </summary>
    /// <param name="files">The templates, with the names that are written.</param>
    /// <param name="setting">A name for all that have none; empty for none.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<StackFile> files, string setting)
    {
        var paths = files.Select(file => Parts(file.File)).ToList();
        return [.. files.Select((file, at) => file.Stack ?? (setting.Length > 0 ? setting : OfFile(paths[at], paths)))];
    }

    private static string OfFile(string[] parts, List<string[]> all)
    {
        var others = all.Where(other => !other.SequenceEqual(parts)).ToList();
        for (var count = 1; count < parts.Length; count++)
        {
            var name = Name(parts, count);
            if (others.TrueForAll(other => Name(other, count) != name))
            {
                return name;
            }
        }

        return Name(parts, parts.Length);
    }

    private static string Name(string[] parts, int count)
    {
        var name = string.Join('-', parts[Math.Max(0, parts.Length - count)..]);
        return name.Length == 0 ? "stack" : name;
    }

    /// <summary>The folders and the file, each as it may stand in a name.</summary>
    private static string[] Parts(string file) =>
    [
        .. file.Split(['/', '\\'])[..^1].Append(Path.GetFileName(file).Split('.')[0]).Select(Tidy).Where(part => part.Length > 0),
    ];

    private static string Tidy(string part) =>
        new string([.. part.Where(character => char.IsAsciiLetterOrDigit(character) || character == '-')]).Trim('-');
}
