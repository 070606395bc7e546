using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>Files that other files name, such as the templates of nested stacks: each is read once, and watched.</summary>
internal sealed class NestedFiles(Func<string, string> pathOf, List<Problem> problems)
{
    private readonly Dictionary<string, Document?> _known = new(StringComparer.Ordinal);

    /// <summary>What was asked for as it was when it was read, what is not there included.</summary>
    public List<(string Path, FileStamp Stamp, string? Digest)> All { get; } = [];

    /// <summary>Null when there is no such file, or nothing can be made of it, which was told.</summary>
    /// <param name="file">As the user would name it.</param>
    public Document? Open(string file)
    {
        var path = pathOf(file);
        if (!_known.TryGetValue(path, out var document))
        {
            _known.Add(path, document = Read(file, path));
        }

        return document;
    }

    private Document? Read(string file, string path)
    {
        var stamp = FileStamp.Of(path);
        // A pipe or a device, which a template must not have us wait for, has no length; a file without one is no template.
        var content = stamp.Length > 0 && File.Exists(path) ? DocumentReader.ReadContent(file, path, problems) : null;
        All.Add((path, stamp, content is null ? null : FileStamp.Digest(content)));
        return content is null ? null : DocumentReader.Parse(file, content, problems);
    }
}
