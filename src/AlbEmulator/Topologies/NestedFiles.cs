using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// Files that other files name, such as the templates of nested stacks: each is read once, and watched. Who wrote a template
/// need not be who runs it: it names files of its own surroundings, and no others of the machine.
/// </summary>
/// <param name="pathOf">Where a file is.</param>
/// <param name="surroundings">Folders in and below which files are read.</param>
/// <param name="problems">Where is told what is wrong.</param>
internal sealed class NestedFiles(Func<string, string> pathOf, Surroundings surroundings, List<Problem> problems)
{
    /// <summary>Bytes of a file of variables at most.</summary>
    private const int LongestText = 1024 * 1024;

    private readonly Dictionary<string, Document?> _known = new(StringComparer.Ordinal);

    /// <summary>What was asked for as it was when it was read, what is not there included.</summary>
    public List<SeenFile> All { get; } = [];

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

    /// <summary>The text of a file that may stand beside another; null where there is none that can be read.</summary>
    /// <param name="file">As the user would name it.</param>
    public string? OpenText(string file)
    {
        var path = pathOf(file);
        if (FileStatus.Of(path).Kind is FileKind.Missing or FileKind.Folder)
        {
            All.Add(SeenFile.Unread(path));
            return null;
        }

        var (seen, content) = SeenFile.Read(path, LongestText);
        All.Add(seen);
        if (content.Bytes is { } bytes)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        problems.Add(new Problem(new Origin(file, 0, ""), content.Problem));
        return null;
    }

    private Document? Read(string file, string path)
    {
        // A folder may be named where a template is looked for, and is none.
        var kind = FileStatus.Of(path).Kind;
        var isThere = kind is not (FileKind.Missing or FileKind.Folder);
        if (!isThere || !surroundings.Have(path))
        {
            All.Add(SeenFile.Unread(path));
            if (isThere)
            {
                problems.Add(new Problem(
                    new Origin(file, 0, ""),
                    "is named by a template, and stands neither below the folder of the template nor below the one above it: it is "
                        + "not read; put it there, or name it on the command line"));
            }

            return null;
        }

        var (seen, content) = SeenFile.Read(path, DocumentLimits.MostBytes);
        All.Add(seen);
        return DocumentReader.Parse(file, content, problems);
    }
}
